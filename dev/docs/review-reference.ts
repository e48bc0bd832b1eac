import { readFileSync, writeFileSync } from "node:fs";
import { rulesBySubject } from "../../cli/review/rules";
import { table } from "../../shared/markdown-table";

const page = "docs/review.md";
const begin = "<!-- rules: written by `npm run docs` -->";
const end = "<!-- end of the rules -->";

/** The rules by subject, as tables. */
export function ruleTables(): string {
  return Object.entries(rulesBySubject)
    .flatMap(([subject, rules]) =>
      [`### ${subject}`, ""].concat(
        table(
          ["Rule", "Severity", "The change", "Why it matters", "What to do"],
          rules.map(({ id, severity, what, why, fix }) => [`\`${id}\``, severity, what, why, fix]),
        ),
      ),
    )
    .join("\n");
}

/** A page with new rules between its markers. */
export function withRules(text: string, rules: string): string {
  const [before = "", rest = ""] = text.split(`${begin}\n`);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${page} has no rules; add the lines ${begin} and ${end}`);
  return `${before}${begin}\n\n${rules}\n${end}${after}`;
}

if (require.main === module) {
  writeFileSync(page, withRules(readFileSync(page, "utf8"), ruleTables()));
  console.log(`wrote ${page}`);
}
