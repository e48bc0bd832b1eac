import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readHeader } from "./query-header";
import { type QueryParameter, queryParameters } from "./query-parameters";

/** A saved query over the archive: a `.sql` file of this folder. The Athena console prompts for its parameters. */
export interface SavedQuery {
  /** File name without extension. */
  readonly name: string;

  /** Description of the rows: the comment on the first line. */
  readonly description: string;
  readonly sql: string;

  /** Its parameters, one for each `?` in the text. */
  readonly parameters: readonly QueryParameter[];

  /**
   * Reason why a row may belong to several accounts: the comment that begins with `Not split:`. Such a query cannot run on groups of
   * accounts whose rows are joined.
   */
  readonly notSplit?: string | undefined;
}

/**
 * Every saved query of this folder, by name.
 *
 * @throws when a file does not begin with a comment that describes the query, or does not describe its parameters
 */
export function savedQueries(folder: string = __dirname): SavedQuery[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .toSorted()
    .map((file) => {
      const sql = readFileSync(join(folder, file), "utf8");
      const { description, fields } = readHeader(sql, "--");
      if (description === undefined) {
        throw new Error(
          `queries/${file} must begin with a comment that describes the query, such as "-- Who did what."`,
        );
      }
      const parameters = queryParameters(sql, `queries/${file}`);
      const notSplit = fields.find(([key]) => key === "Not split")?.[1];
      return { name: file.replace(/\.sql$/, ""), description, sql, parameters, notSplit };
    });
}
