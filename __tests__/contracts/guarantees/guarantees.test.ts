import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const listed = /^- ([^]*?)(?=\n- |\n\n|\n*$)/gm;
const itemsOf = (text: string) =>
  [...text.matchAll(listed)].map(([, item = ""]) => item.replaceAll(/\s+/g, " ").trim());

/** Each guarantee of the list is the name of a test. */
const guarantees = itemsOf(readFileSync("docs/guarantees.md", "utf8"));

const sources = readdirSync("__tests__", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => readFileSync(join("__tests__", file), "utf8"));

/** Returns whether one of the files contains a test of this name that is not skipped. */
function isTested(sentence: string): boolean {
  const name = JSON.stringify(sentence).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const test = new RegExp(String.raw`^\s*(?:test|\]\)|.*\.each\(.*\))\(\s*${name},`, "m");
  return sources.some((source) => test.test(source));
}

test("there are at least 20 guarantees, each listed once", () => {
  expect(guarantees.length).toBeGreaterThanOrEqual(20);
  expect(new Set(guarantees).size).toBe(guarantees.length);
});

test("the README quotes guarantees of the list", () => {
  const [, section = ""] = /\n## What it promises\n([^]*?)\n## /.exec(readFileSync("README.md", "utf8")) ?? [];
  const quoted = itemsOf(section);

  expect(quoted.length).toBeGreaterThanOrEqual(5);
  expect(quoted.filter((sentence) => !guarantees.includes(sentence))).toEqual([]);
});

test.each(guarantees)("a test has the name of the guarantee: %s", (sentence) => {
  expect(sentence).toMatch(/^[A-Z].*\.$/);
  expect(sentence).not.toMatch(/\. /);
  expect(isTested(sentence)).toBe(true);
});

test.each([
  ["a sentence that is not the name of a test", "Nothing is ever wrong."],
  ["a part of a test name", "No two detections page"],
])("%s is not accepted as a guarantee", (_, sentence) => {
  expect(isTested(sentence)).toBe(false);
});
