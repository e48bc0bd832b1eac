import type { Column } from "./log-table";

/** A column of a view: its Glue type, and the one the engine computes. */
export interface ViewColumn extends Column {
  /** Type in the engine's words, such as `varchar`. */
  readonly engineType: string;
}

/** A saved SELECT that is asked like a table. */
export interface LogView {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly ViewColumn[];

  /** The SELECT; it names tables of its own database, without the database. */
  readonly sql: string;

  /**
   * What to know before asking, a sentence each; it is printed in docs/tables.md.
   *
   * @default nothing
   */
  readonly notes?: readonly string[];
}

/** Where a view looks for the tables it names. */
export interface ViewScope {
  /** Catalog in the engine's words; Athena's own is `awsdatacatalog`. */
  readonly catalog: string;
  readonly database: string;
}

const beginning = "/* Presto View: ";
const end = " */";

/**
 * The text of a Glue table that Athena and Trino take for a view.
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
 * The same view, looking for its tables elsewhere.
 *
 * @throws when the text is not that of a view
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
