import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { allowedImports } from "../support/import-law";

/** Folders that npm, Terraform or git write, and the pages, which have an index of their own. */
const others = ["node_modules", "cdktf.out", "coverage", "dist", "docs"];
const topFolders = readdirSync(".", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !others.includes(entry.name))
  .map(({ name }) => name);

const maintaining = readFileSync("MAINTAINING.md", "utf8");

/** The README of a folder in one line, because the formatter decides about line breaks. */
const inOneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

describe.each(topFolders)("the README of %s/", (folder) => {
  const path = join(folder, "README.md");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";

  test("has the name of the folder as its title, and at most 15 lines", () => {
    expect(text.split("\n")[0]?.replaceAll("`", "")).toBe(`# ${folder}`);
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
  });

  test("links at least three files or folders to read first, which exist", () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);

    expect(links.length).toBeGreaterThanOrEqual(3);
    expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
  });

  test("names the folders that it never imports, as the import law does", () => {
    const allowed = allowedImports[folder];
    const [, sentence = ""] = /It never imports ([^.]*)\.$/.exec(inOneLine(text).trim()) ?? [];
    const named = [...sentence.matchAll(/`([a-z-]+)\/`/g)].map(([, name = ""]) => name);

    // A folder without TypeScript has no row in the law
    if (allowed === undefined) expect(text).toMatch(/\bnever imports?\b|\bever imports\b/);
    else expect(named.toSorted()).toEqual(allowed.toSorted());
    if (allowed?.length === 0) expect(sentence).toBe("another folder");
  });
});

test.each([...topFolders, "docs"])("MAINTAINING.md marks %s/ as core, extension or laboratory", (folder) => {
  const [, marks = ""] = new RegExp(String.raw`^\| \`${folder}/\` +\| (.+) \|$`, "m").exec(maintaining) ?? [];

  expect(marks).toMatch(/^(core|extension|laboratory)\b/);
});

test("every folder of the import law has a README", () => {
  expect(Object.keys(allowedImports).filter((folder) => folder !== "." && !topFolders.includes(folder))).toEqual([]);
});
