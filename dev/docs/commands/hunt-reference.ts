import { readFileSync, writeFileSync } from "node:fs";
import { prices, usd } from "../../../config/schema/prices";
import { allHunts } from "../../../hunts/hunt";
import { huntQueryName } from "../../../hunts/saved-query";
import { huntedGigabytes } from "../../../cli/cost/hunts";
import { daysOfMonth } from "../../../features/cost";
import { table } from "../../../shared/markdown-table";

const page = "docs/hunts.md";
const sizes = [10, 100, 1_000];

/** The bytes that hunts read, and their cost, by the size of the log files of a day. */
export function huntCosts(): string {
  const rows = sizes.map((gigabytes) => {
    const read = huntedGigabytes(gigabytes);
    const amount = (read / 1_000) * prices.athenaTerabyte;
    return [
      `${gigabytes.toLocaleString("en-US")} GB`,
      `${read.toLocaleString("en-US")} GB`,
      usd(amount),
      usd(Math.round(amount * daysOfMonth)),
    ];
  });
  return table(["Log files of a day, compressed", "A run reads", "A run costs", "A month costs"], rows).join("\n");
}

/** The hunts of the catalog. */
export function huntTable(): string {
  const rows = allHunts().map((hunt) => {
    const name = huntQueryName(hunt);
    const numbers = hunt.parameters.map(({ name: number, default: value }) => `\`${number}\` ${value}`).join(", ");
    return [
      `[${hunt.name}](runbooks/${name}.md)`,
      hunt.description,
      hunt.severity,
      numbers,
      `${hunt.quietDays} days${hunt.leavesOutRoutine ? ", no routine" : ""}`,
      hunt.techniques.join(", "),
    ];
  });
  return table(["Hunt", "What it finds", "Severity", "Numbers", "Quiet", "ATT&CK"], rows).join("\n");
}

/** The page with new tables between its markers. */
export function withTables(text: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((before, [what, content]) => {
    const begin = `<!-- ${what}: written by \`npm run docs\` -->`;
    const end = `<!-- end of the ${what} -->`;
    const [start = "", rest = ""] = before.split(`${begin}\n`);
    const [, after] = rest.split(end);
    if (after === undefined) throw new Error(`${page} has no ${what}; add the lines ${begin} and ${end}`);
    return `${start}${begin}\n\n${content}\n${end}${after}`;
  }, text);
}

export const huntTables = (): Record<string, string> => ({ "cost of hunts": huntCosts(), hunts: huntTable() });

if (require.main === module) {
  writeFileSync(page, withTables(readFileSync(page, "utf8"), huntTables()));
  console.log(`wrote ${page}`);
}
