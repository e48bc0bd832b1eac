/** A value a question is asked with: a `?` of its text, which Athena calls an execution parameter. */
export interface QueryParameter {
  /** Several `?` of one name get one value. */
  readonly name: string;

  /** Its value where nobody gives another. */
  readonly default?: string | undefined;
  readonly description: string;
}

/** A line of the header, such as `-- ? least = 10: calls at least`. */
const line = /^-- \? ([a-z][a-z0-9]*)(?: = (.+?))?: (.+)$/;

/** What a `?` may stand in without being a parameter: comments, texts and quoted names. */
export const opaque = /--.*$|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/gm;

/**
 * The parameters a question's header describes, in the order of its `?`.
 *
 * @param file how to call the question in messages
 * @throws when a `?` is not described, or more are described than there are
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export function queryParameters(sql: string, file: string): QueryParameter[] {
  const described = sql.split("\n").filter((text) => text.startsWith("-- ?"));
  const parameters = described.map((text) => {
    const [, name, value, description] = line.exec(text) ?? [];
    if (name === undefined || description === undefined) {
      throw new Error(
        `${file} has a header line "${text}"; write "-- ? name: what it is", or "-- ? name = default: …"`,
      );
    }
    return { name, default: value, description };
  });

  const count = [...sql.replaceAll(opaque, " ").matchAll(/\?/g)].length;
  if (count !== parameters.length) {
    throw new Error(
      `${file} has ${count} parameters and describes ${parameters.length}; write "-- ? name: what it is" for each, in their order`,
    );
  }
  return parameters;
}
