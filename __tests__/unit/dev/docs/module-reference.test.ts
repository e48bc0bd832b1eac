import { readFileSync, readdirSync } from "node:fs";
import { Declarations } from "../../../../dev/docs/declarations";
import { entryNames, modulePage } from "../../../../dev/docs/module-reference";

let source: Declarations;
beforeAll(async () => {
  source = await Declarations.load();
});

test.each(entryNames())("docs/modules/%s.md is current; if not, run npm run docs", (entry) => {
  expect(modulePage(entry, source)).toBe(readFileSync(`docs/modules/${entry}.md`, "utf8"));
});

test("the pages contain a section for every exported name, and a row or an example for every property and construct", () => {
  for (const entry of entryNames()) {
    const page = readFileSync(`docs/modules/${entry}.md`, "utf8");
    const named = source.reExports(`exports/${entry}.ts`).map(({ name, path }) => source.declarationOf(name, path));
    const sections = named.filter(
      ({ name }) => !named.some(({ kind, name: of }) => kind === "class" && name === `${of}Props`),
    );

    expect(sections.map(({ name }) => name).filter((name) => !page.includes(`\n## ${name}\n`))).toEqual([]);
    expect(named.flatMap(({ members }) => members).filter(({ name }) => !page.includes(`| \`${name}\` `))).toEqual([]);
    expect(page.match(/^ *(?:const .* = )?new \w+\(/gm) ?? []).toHaveLength(
      named.filter(({ kind }) => kind === "class").length,
    );
  }
});

test("inherited properties have their comments", () => {
  const { members } = source.declarationOf("FlowLogsProps", "modules/log-delivery/flow-logs.ts");

  expect(members.find(({ name }) => name === "accountId")?.doc.text).toBe("Account that owns the VPCs.");
});

test("docs/modules/ contains a page for each entry point, and the index links to each page", () => {
  const index = readFileSync("docs/modules/README.md", "utf8");

  expect(readdirSync("docs/modules").toSorted()).toEqual(
    ["README.md", ...entryNames().map((name) => `${name}.md`)].toSorted(),
  );
  expect(entryNames().filter((name) => !index.includes(`](${name}.md)`))).toEqual([]);
});

test("a name that a file does not declare fails", () => {
  expect(() => source.declarationOf("Nothing", "modules/log-delivery/flow-logs.ts")).toThrow(
    "modules/log-delivery/flow-logs.ts has no declaration of Nothing",
  );
});
