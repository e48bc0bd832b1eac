import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const folder = "docs/decisions";
const files = readdirSync(folder).filter((file) => /^\d{4}-/.test(file));
const index = readFileSync(join(folder, "README.md"), "utf8");

/** The first line of a superseded decision after its title. */
const supersededBy = /^Superseded by \[[^\]]+\]\(([^)]+)\)/m;

test("every decision has a number of its own", () => {
  const numbers = files.map((file) => file.slice(0, 4));

  expect(numbers.length).toBeGreaterThan(80);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test.each(files)("the index of the decisions has the title of %s", (file) => {
  const [title = ""] = readFileSync(join(folder, file), "utf8").split("\n");

  expect(title).toMatch(new RegExp(String.raw`^# ${file.slice(0, 4)} \S`));
  // The formatter decides about line breaks
  expect(index.replaceAll(/\s+/g, " ")).toContain(`[${title.slice(2)}](${file})`);
});

test.each(files)("the decision %s has the sections Context and Decision, or names its successor", (file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const [, successor] = supersededBy.exec(text) ?? [];

  if (successor === undefined) {
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, section]) => section);
    expect(sections).toEqual(expect.arrayContaining(["Context", "Decision"]));
  } else {
    expect(existsSync(join(folder, successor))).toBe(true);
  }
});
