import { existsSync, readFileSync } from "node:fs";
import { savedQueries } from "../../queries/saved-queries";
import { withContext } from "../support/with-context";

/** The page of the threat model: a section for each attacker, with a row for each asset. */
const page = readFileSync("docs/threat-model.md", "utf8");

const attackers = [
  "Member administrator",
  "Member root",
  "Log-archive administrator",
  "Management administrator",
  "Deployer's pipeline",
  "Outsider",
  "AWS service confused",
];
const assets = ["Past logs", "New logs", "Alarms", "Answers", "Secrets in logs"];

const cellsOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
const rowsOf = (section: string): string[][] =>
  (page.split(`\n## ${section}\n`)[1] ?? "")
    .split("\n## ")[0]
    ?.split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map(cellsOf) ?? [];

const proofs = new Map(rowsOf("Proofs").map(([id = "", file = "", name = ""]) => [id, { file, name }]));
const rows = attackers.flatMap((attacker) =>
  rowsOf(attacker).map(([asset = "", stops = "", shows = "", proof = ""]) => ({
    attacker,
    asset,
    stops,
    shows,
    used: proof.split(", "),
  })),
);

test.each(attackers)("%s has a row for each asset", (attacker) => {
  expect(rowsOf(attacker).map(([asset]) => asset)).toEqual(assets);
});

test("the page describes no attacker that is missing in this test", () => {
  const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);

  expect(sections).toEqual([...attackers, "Not in the table", "Proofs"]);
});

test("every row contains a control that stops the attack, a control that shows it, and listed proofs", () => {
  for (const { stops, shows, used } of rows) {
    expect(stops).not.toBe("");
    expect(shows).not.toBe("");
    expect(used.filter((id) => !proofs.has(id))).toEqual([]);
  }
});

test("every proof is used, and is the name of a test in its file", () => {
  const used = new Set(rows.flatMap((row) => row.used));

  expect([...proofs.keys()].filter((id) => !used.has(id))).toEqual([]);
  for (const { file, name } of proofs.values()) {
    const path = file.replaceAll("`", "");
    const title = name.replaceAll("\\_", "_").replaceAll("\\*", "*");
    withContext(path, () => expect(existsSync(path)).toBe(true));
    withContext(`${path}: ${title}`, () => expect(readFileSync(path, "utf8")).toContain(title));
  }
});

test("every detection and saved query on the page exists", () => {
  const queries = new Set(savedQueries().map(({ name }) => name));
  const named = rows.flatMap(({ shows }) => [...shows.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, id = ""]) => id));

  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((id) => !existsSync(`docs/runbooks/${id}.md`) && !queries.has(id))).toEqual([]);
});
