import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readHeader } from "./query-header";

/** A query over the events of the last hours, in the language of CloudWatch Logs Insights. */
export interface LiveQuery {
  /** File name without extension. */
  readonly name: string;

  /** Description of the rows: the comment on the first line. */
  readonly description: string;
  readonly text: string;
}

/**
 * Every query of the folder `live`, by name. These queries read the log group of the trail, which has only recent events, but has an
 * event minutes before the archive.
 *
 * @throws when a file does not begin with a comment that describes the query
 */
export function liveQueries(folder: string = join(__dirname, "live")): LiveQuery[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".logs"))
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const { description } = readHeader(text, "#");
      if (description === undefined) {
        throw new Error(
          `queries/live/${file} must begin with a comment that describes the query, such as "# Who did what."`,
        );
      }
      return { name: file.replace(/\.logs$/, ""), description, text };
    });
}
