import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sourceFiles } from "../../dev/docs/source-imports";

const glossary = readFileSync("docs/glossary.md", "utf8");
const [, list = ""] = glossary.split("Names in code do not contain the following words either.");
const retired = [...list.matchAll(/^\| `(\w+)`/gm)].map(([, word = ""]) => word);

const commentOrString = /\/\*[^]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;

/** Returns the source without comments and strings, but with the values inside templates. */
function namesIn(source: string): string[] {
  const code = source.replaceAll(commentOrString, (text) =>
    text.startsWith("`") ? (text.match(/\$\{[^}]*\}/g) ?? []).join(" ").replaceAll(/"[^"]*"/g, " ") : " ",
  );
  return [...new Set(code.match(/[A-Za-z_$][\w$]*/g))];
}

/** Returns whether one or several words are part of a name in camel case or in capitals. */
function isPartOf(name: string, word: string): boolean {
  const words = (text: string) => `-${text.replaceAll(/(?<=[a-z\d])(?=[A-Z])|_/g, "-").toLowerCase()}-`;
  return words(name).includes(words(word)) || name.toLowerCase() === word.toLowerCase();
}

/** Names that were compared with every retired name. Most names are in many files. */
const compared = new Map<string, boolean>();

function isRetired(name: string): boolean {
  const known = compared.get(name) ?? retired.some((word) => isPartOf(name, word));
  compared.set(name, known);
  return known;
}

const retiredIn = (names: readonly string[]) => names.filter(isRetired);

const tests = readdirSync("__tests__", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => join("__tests__", file));
const pages = ["README.md", "CONTRIBUTING.md", "SECURITY.md"].concat(
  readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && !file.startsWith("decisions/") && file !== "glossary.md")
    .map((file) => join("docs", file)),
);

test("the glossary lists retired names, each with a replacement", () => {
  expect(retired.length).toBeGreaterThan(5);
  expect(new Set(retired).size).toBe(retired.length);
});

test("the glossary explains every term once", () => {
  const terms = [...glossary.matchAll(/\*\*([^*]+)\*\*:/g)].map(([, term = ""]) => term.toLowerCase());

  expect(terms.length).toBeGreaterThan(30);
  expect(terms.filter((term, i) => terms.indexOf(term) !== i)).toEqual([]);
});

test("no source file contains a retired name", () => {
  const found = [...sourceFiles(), ...tests].flatMap((file) =>
    retiredIn(namesIn(readFileSync(file, "utf8"))).map((name) => `${file}: ${name}`),
  );

  expect(found).toEqual([]);
});

test("no page contains a retired name as code", () => {
  const found = pages.flatMap((page) => {
    const code = [...readFileSync(page, "utf8").matchAll(/`([^`\n]+)`/g)].map(([, text = ""]) => text);
    return retiredIn(code.filter((text) => /^[A-Za-z]\w*$/.test(text))).map((name) => `${page}: ${name}`);
  });

  expect(found).toEqual([]);
});

test.each([
  ["isLetInBy", "letIn", true],
  ["viaS3", "viaS3", true],
  ["ELSEWHERE", "elsewhere", true],
  ["s3ViaService", "viaS3", false],
  ["nowhere", "elsewhere", false],
  ["eyewitnesses", "witness", false],
])("the retired word %s in the name %s: %s", (name, word, expected) => {
  expect(isPartOf(name, word)).toBe(expected);
});

test("comments and strings are not read as names", () => {
  const source = 'const a = "https://letIn"; // viaS3\n/** elsewhere */ call(`text ${b}`);';

  expect(namesIn(source).filter((name) => name !== "$")).toEqual(["const", "a", "call", "b"]);
});
