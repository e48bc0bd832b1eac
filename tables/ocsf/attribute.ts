import { engineTypeOf } from "../log-view";

/** A value of an event: its SQL, its Glue type, and the fields of the log from which it is computed. */
export interface Value {
  readonly kind: "value";
  readonly sql: string;
  readonly type: string;

  /** Fields of the log, or the constant value. docs/ocsf.md contains this string. */
  readonly from: string;
}

/** An object of an event, with its attributes by name. */
export interface ObjectOfEvent {
  readonly kind: "object";
  readonly attributes: Attributes;

  /** SQL condition. If it is not true, the object is null. */
  readonly when: string | undefined;
}

/** An attribute of an event in the Open Cybersecurity Schema Framework. */
export type Attribute = Value | ObjectOfEvent;
export type Attributes = Readonly<Record<string, Attribute>>;

const valueOf =
  (type: string) =>
  (sql: string, from: string = sql): Value => ({ kind: "value", sql, type, from });

export const text = valueOf("string");
export const integer = valueOf("int");
export const long = valueOf("bigint");
export const truth = valueOf("boolean");
export const timestamp = valueOf("timestamp");
export const texts = valueOf("array<string>");

/** A constant string in every event. */
export const constant = (value: string): Value => text(literal(value), `always \`${value}\``);

export const object = (attributes: Attributes, when?: string): ObjectOfEvent => ({ kind: "object", attributes, when });

/** A list of objects. An SQL lambda creates an object from each element of a list: `element` is the element. */
export function objects(list: string, attributes: Attributes, from: string): Value {
  const type = glueType(object(attributes));
  const sql = `transform(${list}, element -> CAST(${rowOf(object(attributes))} AS ${engineTypeOf(type)}))`;
  return { kind: "value", sql, type: `array<${type}>`, from };
}

/** Fields without an attribute in the framework, by their names in the log. Nulls are omitted. */
export function unmappedFields(fields: Readonly<Record<string, string>>): Value {
  const names = Object.keys(fields).map(literal);
  const values = Object.values(fields).map((sql) => `CAST(${sql} AS varchar)`);
  return {
    kind: "value",
    sql: `map_filter(map(ARRAY[${names.join(", ")}], ARRAY[${values.join(", ")}]), (name, value) -> value IS NOT NULL)`,
    type: "map<string,string>",
    from: Object.keys(fields)
      .map((name) => `\`${name}\``)
      .join(", "),
  };
}

/** Kinds of values that people search in every class, with their numbers in the framework. */
const observableTypes = { Hostname: 1, "IP Address": 2, "User Name": 4, "Resource UID": 10 } as const;

/** Searchable values of the event, by the names of their attributes. Nulls are omitted. */
export function observables(
  values: readonly (readonly [name: string, type: keyof typeof observableTypes, sql: string])[],
): Value {
  const type = "struct<name:string,type:string,type_id:int,value:string>";
  const rows = values.map(
    ([name, kind, sql]) => `ROW(${literal(name)}, ${literal(kind)}, ${observableTypes[kind]}, CAST(${sql} AS varchar))`,
  );
  return {
    kind: "value",
    sql: `filter(CAST(ARRAY[${rows.join(", ")}] AS ${engineTypeOf(`array<${type}>`)}), one -> one.value IS NOT NULL)`,
    type: `array<${type}>`,
    from: values.map(([name]) => `\`${name}\``).join(", "),
  };
}

/** A string as an SQL literal. */
export const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A CASE over the values of an expression. Null if no row matches and `other` is missing. */
export function choice(expression: string, rows: Readonly<Record<string, string | number>>, other?: string): string {
  const cases = Object.entries(rows).map(([when, then]) => `WHEN ${when} THEN ${sqlValue(then)}`);
  return `CASE ${expression} ${cases.join(" ")}${other === undefined ? "" : ` ELSE ${other}`} END`;
}

const sqlValue = (value: string | number): string => (typeof value === "number" ? String(value) : literal(value));

/** The Glue type of an attribute. */
export function glueType(attribute: Attribute): string {
  if (attribute.kind === "value") return attribute.type;
  const fields = Object.entries(attribute.attributes).map(([name, one]) => `${name}:${glueType(one)}`);
  return `struct<${fields.join(",")}>`;
}

/** The SQL of an attribute, with its type. */
export function attributeSql(attribute: Attribute): string {
  return `CAST(${rowOf(attribute)} AS ${engineTypeOf(glueType(attribute))})`;
}

function rowOf(attribute: Attribute): string {
  if (attribute.kind === "value") return attribute.sql;
  const row = `ROW(${Object.values(attribute.attributes).map(rowOf).join(", ")})`;
  // A null in a row has the type of the cast around the whole row
  return attribute.when === undefined ? row : `IF(${attribute.when}, ${row})`;
}

/** A value of an event, by its path, such as `actor.user.name`. */
export type Leaf = readonly [path: string, value: Value];

/** Every value of an event. */
export function leavesOf(attributes: Attributes, parent = ""): Leaf[] {
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    attribute.kind === "value"
      ? [[`${parent}${name}`, attribute] as const]
      : leavesOf(attribute.attributes, `${parent}${name}.`),
  );
}
