import { readFileSync, writeFileSync } from "node:fs";
import { type Fault, deployedFaults, recordedFaults } from "../../../sample-data/faults";
import { guaranteeGroups } from "../../../cli/verify/guarantees";
import { applyAgain } from "../../../cli/verify/guarantees/fixes";
import { obstacles } from "../../../cli/verify/obstacles";
import { table } from "../../../shared/markdown-table";

const page = "docs/verify.md";

/** Generated parts of the page. */
type Part = "guarantees" | "faults";
const begin = (part: Part) => `<!-- ${part}: written by \`npm run docs\` -->`;
const end = (part: Part) => `<!-- end of the ${part} -->`;

/** The fix, without the sentence that the page contains once for all rows. */
const shortenFix = (fix: string): string => {
  const rest = fix.replace(applyAgain, "").replace(/^: /, "");
  return rest === "" ? "as above" : rest;
};

/** The guarantees by subject, as tables. */
export function guaranteeTables(): string {
  return Object.entries({ ...guaranteeGroups, "What prevents verification": obstacles })
    .flatMap(([subject, rows]) =>
      [`### ${subject}`, ""].concat(
        table(
          ["Guarantee", "What holds", "When it does not", "Actions"],
          rows.map(({ id, promise, fix, reads }) => [
            `\`${id}\``,
            promise,
            shortenFix(fix),
            reads.map((one) => `\`${one}\``).join(" "),
          ]),
        ),
      ),
    )
    .join("\n");
}

/** The faults. Each has the guarantee that reports it, and the test that proves this. */
export function faultTable(): string {
  const rows = (faults: readonly Fault[], shownBy: string) =>
    faults.map(({ what, guarantee, root }) => [
      `${what.charAt(0).toUpperCase()}${what.slice(1)}`,
      `\`${guarantee}\``,
      `\`${root}\``,
      shownBy,
    ]);
  return table(
    ["Fault", "Guarantee", "Root", "Shown by"],
    [...rows(deployedFaults, "local AWS"), ...rows(recordedFaults, "answers of AWS")],
  )
    .join("\n")
    .trimEnd();
}

/** A page with a new part between its markers. */
export function withPart(text: string, part: Part, content: string): string {
  const [before = "", rest = ""] = text.split(`${begin(part)}\n`);
  const [, after] = rest.split(end(part));
  if (after === undefined) throw new Error(`${page} has no ${part}; add the lines ${begin(part)} and ${end(part)}`);
  return `${before}${begin(part)}\n\n${content}\n\n${end(part)}${after}`;
}

/** A page with its current tables. */
export const withTables = (text: string): string =>
  withPart(withPart(text, "guarantees", guaranteeTables().trimEnd()), "faults", faultTable());

if (require.main === module) {
  writeFileSync(page, withTables(readFileSync(page, "utf8")));
  console.log(`wrote ${page}`);
}
