import type { Hunt } from "./hunt";
import { type TunedHunt, caseOfHunt } from "./tuned-hunt";

/** Columns that identify the owner of a use or of logs. */
export const ownerColumns = ({ by, firstUse, silent }: Hunt): string[] =>
  by.filter((name) => name !== firstUse && name !== silent);

/** Columns that identify a row of several runs. */
export const identityColumns = ({ by }: Hunt): readonly string[] => by;

/** The values of columns of a subject in the rows of a table, for each hunt. */
export const selectSubject = (
  hunts: readonly TunedHunt[],
  table: string,
  columns: (hunt: Hunt) => readonly string[],
): string =>
  `CASE ${table}.hunt ${hunts.map((hunt) => `WHEN '${hunt.name}' THEN ${selectValues(hunt, columns(hunt), table)}`).join(" ")} END`;

/** The identity of each row of a step. */
export const selectIdentity = (hunts: readonly TunedHunt[]): string =>
  hunts.length === 0 ? emptyArray : caseOfHunt(hunts, (hunt) => selectValues(hunt, identityColumns(hunt)));

/** The values of columns of a subject. */
function selectValues(hunt: Hunt, names: readonly string[], table?: string): string {
  const values = names.map((name) => selectValue(hunt, name, table));
  return values.length === 0 ? emptyArray : `ARRAY[${values.join(", ")}]`;
}

/** The value of a column of a subject. */
export function selectValue({ subject }: Hunt, name: string, table?: string): string {
  const array = table === undefined ? "subject" : `${table}.subject`;
  return `${array}[${1 + subject.findIndex((column) => column.name === name)}]`;
}

const emptyArray = "CAST(ARRAY[] AS array(varchar))";

/** An array as text, because the query engine refuses to compare arrays that contain a null. */
export const comparable = (array: string): string => `json_format(CAST(${array} AS json))`;
