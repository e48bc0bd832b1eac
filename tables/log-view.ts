import type { Column } from "./log-table";

/** A column of a view: its Glue type, and its type in the query engine. */
export interface ViewColumn extends Column {
  /** Type in the syntax of the query engine, such as `varchar`. */
  readonly engineType: string;
}

/** A saved SELECT that queries use like a table. */
export interface LogView {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly ViewColumn[];

  /** The SELECT. Tables of its own database have no database name. */
  readonly sql: string;

  /**
   * Notes for people who write queries. They are printed in docs/tables.md.
   *
   * @default none
   */
  readonly notes?: readonly string[];
}

/** Catalog and database of the tables of a view. */
export interface ViewScope {
  /** Name of the catalog in the query engine. In Athena it is `awsdatacatalog`. */
  readonly catalog: string;
  readonly database: string;
}

/** A Glue type in the syntax of the query engine: `array<struct<a:string>>` is `array(row(a varchar))`. */
export function engineTypeOf(type: string): string {
  return type
    .replaceAll("struct<", "row<")
    .replaceAll(/(\w+):/g, '"$1" ')
    .replaceAll(/\bstring\b/g, "varchar")
    .replaceAll(/\bint\b/g, "integer")
    .replaceAll(/\btimestamp\b(?!")/g, "timestamp(3)")
    .replaceAll("<", "(")
    .replaceAll(">", ")")
    .replaceAll(",", ", ");
}

const beginning = "/* Presto View: ";
const end = " */";

/**
 * The text of a Glue table with which Athena and Trino treat the table as a view.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/views.html
 */
export function viewText({ sql, columns }: LogView, { catalog, database }: ViewScope): string {
  const definition = {
    originalSql: sql,
    catalog,
    schema: database,
    columns: columns.map(({ name, engineType }) => ({ name, type: engineType })),
  };
  return encode(definition);
}

/**
 * The same view, with its tables in another catalog and database.
 *
 * @throws when the text is not the text of a view
 */
export function movedViewText(text: string, { catalog, database }: ViewScope): string {
  if (!text.startsWith(beginning) || !text.endsWith(end)) {
    throw new Error(`expected the text of a view, ${beginning}…${end}, got ${text.slice(0, 40)}`);
  }
  const definition = JSON.parse(Buffer.from(text.slice(beginning.length, -end.length), "base64").toString());
  return encode({ ...definition, catalog, schema: database });
}

function encode(definition: object): string {
  return `${beginning}${Buffer.from(JSON.stringify(definition)).toString("base64")}${end}`;
}
