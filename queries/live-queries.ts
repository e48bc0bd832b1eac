import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A question to the events of the last hours, in the language of CloudWatch Logs Insights. */
export interface LiveQuery {
  /** The file's name without its ending. */
  readonly name: string;

  /** What it answers: the comment on the first line. */
  readonly description: string;
  readonly text: string;
}

/**
 * Every question of the folder `live`, by name. The archive answers minutes later and knows years; the trail's log group
 * answers at once.
 *
 * @throws when a file does not begin with a comment that says what it answers
 */
export function liveQueries(folder: string = join(__dirname, "live")): LiveQuery[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".logs"))
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const description = /^# (.+)\n/.exec(text)?.[1];
      if (description === undefined) {
        throw new Error(`queries/live/${file} must begin with a comment that says what it answers, "# Who did what."`);
      }
      return { name: file.replace(/\.logs$/, ""), description, text };
    });
}
