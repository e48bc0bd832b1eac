/** A value of a run: its first and its last day, and its id. */
export type RunValue = "from" | "to" | "run";

/** SQL, and the value of each `?` in their order. */
export interface Sql<Value extends string = RunValue> {
  readonly sql: string;
  readonly parameters: readonly Value[];
}

/** One `?`. */
export const parameter = <Value extends string>(value: Value): Sql<Value> => ({ sql: "?", parameters: [value] });

/** A template of SQL: the parameters of its parts stay in the order of their `?`. */
export function composeSql<Value extends string = RunValue>(
  texts: TemplateStringsArray,
  ...parts: readonly (string | number | Sql<Value>)[]
): Sql<Value> {
  return {
    sql: texts.map((text, i) => `${text}${textOf(parts[i] ?? "")}`).join(""),
    parameters: parts.flatMap((part) => (typeof part === "object" ? part.parameters : [])),
  };
}

/** Parts with a separator between them. */
export function joinSql<Value extends string = RunValue>(
  parts: readonly (string | Sql<Value>)[],
  separator: string,
): Sql<Value> {
  return {
    sql: parts.map(textOf).join(separator),
    parameters: parts.flatMap((part) => (typeof part === "object" ? part.parameters : [])),
  };
}

const textOf = (part: string | number | Sql<string>): string => (typeof part === "object" ? part.sql : String(part));
