import { cloudTrailTable } from "../../../../tables/cloudtrail";
import {
  alarmedEventsTable,
  type CloudTrailFields,
  cloudTrailFields,
  jsonColumns,
} from "../../../../tables/fields/cloudtrail-fields";

const table = cloudTrailTable({ location: "s3://bucket/logs", accountIds: [], regions: [], firstDay: "2026-01-01" });

/** Returns the names of all columns and of their fields, such as `useridentity.type`. */
const paths = new Set(
  table.columns.flatMap(({ name, type }) => [name, ...fieldsIn(type).map((field) => `${name}.${field}`)]),
);

/** Returns the paths of the fields of a struct, or of the structs of an array. */
function fieldsIn(type: string): string[] {
  const inner = /^struct<(.*)>$/s.exec(type.replace(/^array<(.*)>$/s, "$1"))?.[1];
  if (inner === undefined) return [];
  const found: string[] = [];
  let [depth, start] = [0, 0];
  for (let index = 0; index <= inner.length; index++) {
    const character = inner[index] ?? ",";
    if (character === "<") depth++;
    if (character === ">") depth--;
    if (character !== "," || (depth > 0 && index < inner.length)) continue;
    const [, name = "", own = ""] = /^(\w+):(.*)$/s.exec(inner.slice(start, index)) ?? [];
    found.push(name, ...fieldsIn(own).map((field) => `${name}.${field}`));
    start = index + 1;
  }
  return found;
}

/** Returns a field with its name in the event. */
interface NamedField {
  readonly key: string;
  readonly sql: string;
  readonly kind: string;
}

const all = (fields: CloudTrailFields): NamedField[] =>
  Object.entries(fields).flatMap(([key, field]) => {
    const own: NamedField = { key, sql: field.sql, kind: field.kind };
    if (field.kind === "object") return [own].concat(all(field.fields));
    return field.kind === "list" ? [own].concat(all(field.fieldsOf(field.sql))) : own;
  });

test("the fields belong to the table of the organization trail", () => {
  expect(table.name).toBe(alarmedEventsTable);
});

test("every field is a column, or a field of a column, with its name in lower case", () => {
  const own = all(cloudTrailFields).filter(({ kind }) => kind !== "json");

  expect(own.filter(({ sql }) => !paths.has(sql))).toEqual([]);
  expect(own.filter(({ key, sql }) => sql.split(".").at(-1) !== key.toLowerCase())).toEqual([]);
});

test("every parsed document is a column of JSON", () => {
  const described = table.columns.filter(({ comment }) => /\bJSON\b/.test(comment)).map(({ name }) => name);

  expect(Object.keys(jsonColumns).toSorted()).toEqual(described.toSorted());
  for (const name of Object.values(jsonColumns)) expect(paths.has(name)).toBe(false);
  expect(
    all(cloudTrailFields)
      .filter(({ kind }) => kind === "json")
      .map(({ sql }) => sql),
  ).toEqual(Object.values(jsonColumns));
});

test("every column and field of the table is a field of an event, except maps, because no pattern can name their keys", () => {
  const known = new Set([...all(cloudTrailFields).map(({ sql }) => sql), ...Object.keys(jsonColumns)]);

  expect([...paths].filter((path) => !known.has(path))).toEqual([
    "useridentity.sessioncontext.webidfederationdata.attributes",
  ]);
});
