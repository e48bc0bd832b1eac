import type { Column } from "./log-table";

/** A column of a view: its Glue type, and the type that the engine computes. */
export interface ViewColumn extends Column {
  /** Type in the engine's syntax, such as `varchar`. */
  readonly engineType: string;
}

/** A saved SELECT that queries use like a table. */
export interface LogView {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly ViewColumn[];

  /** The SELECT. It names tables of its own database without the database. */
  readonly sql: string;

  /**
   * Notes for people who write queries, one sentence each. They are printed in docs/tables.md.
   *
   * @default none
   */
  readonly notes?: readonly string[];
}

/** Catalog and database in which a view finds its tables. */
export interface ViewScope {
  /** Name of the catalog in the engine. Athena's is `awsdatacatalog`. */
  readonly catalog: string;
  readonly database: string;
}

/** A type of Glue as the engine writes it: `array<struct<a:string>>` is `array(row(a varchar))`. */
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
 * The text of a Glue table that makes Athena and Trino treat it as a view.
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
