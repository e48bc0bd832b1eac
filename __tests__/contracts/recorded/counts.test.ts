import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { FactTable } from "./fact-table";

const folder = "__tests__/contracts/recorded";
const subjects = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

const isTable = (value: unknown): value is FactTable<unknown> =>
  typeof value === "object" && value !== null && "source" in value && "rows" in value;

/** Tables of facts of one subject: every fact table that its files export. */
function tablesOf(subject: string): FactTable<unknown>[] {
  const files = readdirSync(join(folder, subject)).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const modules: object[] = files.map((file) => require(`./${subject}/${file}`));
  return modules.flatMap((exported) => Object.values(exported).flat()).filter(isTable);
}

function countOf(subject: string): number {
  return tablesOf(subject).reduce((sum, { rows }) => sum + rows.length, 0);
}

/** Returns the rows of the table in docs/proof.md: subject and number of recorded answers. */
const documented = Object.fromEntries(
  [...readFileSync("docs/proof.md", "utf8").matchAll(/^\| `([\w-]+)` +\| +(\d+) +\|/gm)].map(
    ([, subject = "", rows]) => [subject, Number(rows)],
  ),
);

test("docs/proof.md contains the number of recorded answers of every subject", () => {
  const counts = subjects.map((subject) => [subject, countOf(subject)]);

  expect(documented).toEqual(Object.fromEntries(counts));
});

test.each(subjects)("%s contains each fact once, with the file and the commit of a public repository", (subject) => {
  const tables = tablesOf(subject);
  const facts = tables.flatMap(({ source, rows }) => rows.map((row) => JSON.stringify([source.file, row])));

  expect(facts.length).toBeGreaterThan(0);
  expect(facts.filter((fact, i) => facts.indexOf(fact) !== i)).toEqual([]);
  for (const { source } of tables) {
    expect(source.repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
    expect(source.commit).toMatch(/^[\da-f]{40}$/);
    expect(source.file).toMatch(/\.(json|md|json\.gz)$/);
  }
});
