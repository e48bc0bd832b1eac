/** A parameter that a header describes: `? name: description` or `? name = default: description`. */
export interface DescribedParameter {
  readonly name: string;
  readonly default: string | undefined;
  readonly description: string;

  /** The whole line, for messages. */
  readonly line: string;
}

/**
 * The header of a query: the comment lines of its text. Saved queries, live queries and hunts have the same header. Only the mark of a
 * comment depends on the language.
 */
export interface QueryHeader {
  /** The first line, which describes the query. Undefined if the text does not begin with a comment, or is only a comment. */
  readonly description: string | undefined;

  /** Lines of the form `key: value`, in their order. */
  readonly fields: readonly (readonly [key: string, value: string])[];

  /** Lines of the form `? …`, in their order. */
  readonly parameters: readonly DescribedParameter[];

  /** Lines that begin as the description of a parameter and are none. */
  readonly malformed: readonly string[];
}

/** Marks of comments: SQL, and the language of CloudWatch Logs Insights. */
export type CommentMark = "--" | "#";

/** Reads the header of a query. */
export function readHeader(text: string, mark: CommentMark): QueryHeader {
  const [first = "", ...others] = text.split("\n");
  const comments = others.filter((line) => line.startsWith(`${mark} `));
  const described = text.split("\n").filter((line) => line.startsWith(`${mark} ?`));
  const parameters = described.flatMap((line) => parseParameter(line, mark));
  return {
    description: others.length > 0 ? contentOf(first, mark, /^(.+)$/)?.[1] : undefined,
    fields: comments.flatMap((line) => {
      const [, key, value] = contentOf(line, mark, /^([A-Za-z][a-z ]*): (.+)$/) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
    parameters,
    malformed: described.filter((line) => !parameters.some((parameter) => parameter.line === line)),
  };
}

function parseParameter(line: string, mark: CommentMark): DescribedParameter[] {
  const [, name, value, description] = contentOf(line, mark, /^\? ([a-z][a-z0-9]*)(?: = (.+?))?: (.+)$/) ?? [];
  return name === undefined || description === undefined ? [] : [{ name, default: value, description, line }];
}

/** Matches the content of a comment line. Null if the line is no comment, or if its content has another form. */
function contentOf(line: string, mark: CommentMark, form: RegExp): RegExpExecArray | null {
  return line.startsWith(`${mark} `) ? form.exec(line.slice(mark.length + 1)) : null;
}
