import { readFileSync, writeFileSync } from "node:fs";
import { type FindingKind, findingKinds } from "../../../cli/digests/kinds";
import { table } from "../../../shared/markdown-table";

const page = "docs/digests.md";
const begin = "<!-- findings: written by `npm run docs` -->";
const end = "<!-- end of the findings -->";

/** All kinds of findings, as a table. */
export function findingTable(): string {
  const rows = Object.entries<FindingKind>(findingKinds);
  return table(
    ["Finding", "What it means", "What to do"],
    rows.map(([id, { when, fix, isNotice }]) => [`\`${id}\`${isNotice === true ? " (notice)" : ""}`, when, fix]),
  ).join("\n");
}

/** A page with a new table between its markers. */
export function withFindings(text: string, findings: string): string {
  const [before = "", rest = ""] = text.split(`${begin}\n`);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${page} has no findings; add the lines ${begin} and ${end}`);
  return `${before}${begin}\n\n${findings}\n${end}${after}`;
}

if (require.main === module) {
  writeFileSync(page, withFindings(readFileSync(page, "utf8"), findingTable()));
  console.log(`wrote ${page}`);
}
