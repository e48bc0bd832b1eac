import { readFileSync, writeFileSync } from "node:fs";
import { checkGroups } from "../../cli/check/checks";
import { obstacles } from "../../cli/check/obstacles";
import { table } from "../../shared/markdown-table";

const page = "docs/before-you-apply.md";
const begin = "<!-- checks: written by `npm run docs` -->";
const end = "<!-- end of the checks -->";

/** The checks by subject, as tables. */
export function checkTables(): string {
  return Object.entries({ "What prevents checking": obstacles, ...checkGroups })
    .flatMap(([subject, rows]) =>
      [`### ${subject}`, ""].concat(
        table(
          ["Check", "Reported when", "What to do", "Actions"],
          rows.map(({ id, when, fix, reads }) => [`\`${id}\``, when, fix, reads.map((one) => `\`${one}\``).join(" ")]),
        ),
      ),
    )
    .join("\n");
}

/** A page with new checks between its markers. */
export function withChecks(text: string, checks: string): string {
  const [before = "", rest = ""] = text.split(`${begin}\n`);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${page} has no checks; add the lines ${begin} and ${end}`);
  return `${before}${begin}\n\n${checks}\n${end}${after}`;
}

if (require.main === module) {
  writeFileSync(page, withChecks(readFileSync(page, "utf8"), checkTables()));
  console.log(`wrote ${page}`);
}
