import { readHeader } from "./query-header";

/** A parameter of a saved query: a `?` in its text, which is an execution parameter in Athena. */
export interface QueryParameter {
  /** Name. Several `?` with the same name have the same value. */
  readonly name: string;

  /** Value of the parameter if the caller sets none. */
  readonly default?: string | undefined;
  readonly description: string;
}

/** Text in which a `?` is not a parameter: comments, string literals and quoted names. */
export const opaque = /--.*$|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/gm;

/**
 * The parameters that the header of a saved query describes, in the order of its `?`.
 *
 * @param file name of the file in messages
 * @throws when the number of `?` differs from the number of described parameters
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export function queryParameters(sql: string, file: string): QueryParameter[] {
  const header = readHeader(sql, "--");
  for (const line of header.malformed) {
    throw new Error(
      `${file} has a header line "${line}"; write "-- ? name: description", or "-- ? name = default: description"`,
    );
  }
  const parameters = header.parameters.map(({ name, default: value, description }) => ({
    name,
    default: value,
    description,
  }));
  const count = [...sql.replaceAll(opaque, " ").matchAll(/\?/g)].length;
  if (count !== parameters.length) {
    throw new Error(
      `${file} has ${count} parameters and describes ${parameters.length}; write "-- ? name: description" for each, in their order`,
    );
  }
  return parameters;
}
