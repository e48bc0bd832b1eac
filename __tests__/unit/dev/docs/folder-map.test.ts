import { readFileSync } from "node:fs";
import {
  contents,
  directArrows,
  folderMap,
  foldersPicture,
  roomsPicture,
  withFolderMap,
} from "../../../../dev/docs/folder-map";
import { sourceFiles, sourceImports } from "../../../../dev/docs/source-imports";

const imports = [
  { from: "main", to: "synthesis/write" },
  { from: "stacks/member", to: "modules/trail/trail" },
  { from: "stacks/account/baseline", to: "modules/trail/trail" },
  { from: "modules/trail/trail", to: "modules/iam/grants/trail" },
  { from: "modules/trail/selectors", to: "modules/iam/policy" },
  { from: "modules/trail/trail", to: "modules/trail/selectors" },
];
const arrowsOf = (picture: readonly string[]) =>
  picture.filter((line) => line.includes("-->")).map((line) => line.trim());

/** The folders that contain a file. */
const foldersAbove = (file: string) =>
  file.split("/").flatMap((_, i, parts) => (i === 0 ? [] : [parts.slice(0, i).join("/")]));

test("docs/architecture.md has the current folder map; if not, run npm run docs", () => {
  const text = readFileSync("docs/architecture.md", "utf8");

  expect(text).toBe(withFolderMap(text, folderMap(sourceImports(), sourceFiles())));
});

test("the first picture contains each import between top-level folders once", () => {
  expect(arrowsOf(foldersPicture(imports))).toEqual(["main_ts --> synthesis", "stacks --> modules"]);
});

test("the first picture omits an import that a longer path implies", () => {
  const [high, middle, low] = ["cli/a", "config/a", "shared/a"];
  const all = [
    { from: high, to: low },
    { from: high, to: middle },
    { from: middle, to: low },
  ];

  expect(arrowsOf(foldersPicture(all))).toEqual(["cli --> config", "config --> shared"]);
});

test("an arrow that two paths imply is omitted, and an arrow that no path implies stays", () => {
  const all: [string, string][] = [
    ["a", "b"],
    ["a", "c"],
    ["a", "d"],
    ["b", "d"],
    ["c", "d"],
    ["d", "e"],
    ["a", "e"],
    ["a", "f"],
  ];

  expect(directArrows(all).map((arrow) => arrow.join(""))).toEqual(["ab", "ac", "bd", "cd", "de", "af"]);
});

test('the sentence of a folder has no "and", because such a folder is two folders', () => {
  expect(Object.entries(contents).filter(([, sentence]) => /\band\b|;.*;/.test(sentence))).toEqual([]);
});

test("every sentence belongs to a folder of the product", () => {
  const folders = new Set([...sourceFiles(), ...sourceFiles().flatMap(foldersAbove)]);

  expect(Object.keys(contents).filter((folder) => !folders.has(folder))).toEqual([]);
});

test("the second picture contains stacks and modules, without the folders that most others import", () => {
  const picture = roomsPicture(imports);

  expect(arrowsOf(picture)).toEqual(["stacks --> modules_trail"]);
  expect(picture).toContain('  modules_trail["modules/trail"]');
  expect(picture.join("\n")).not.toMatch(/iam|stacks_account/);
});

test("each picture contains folders, and a limited number of arrows", () => {
  expect(arrowsOf(foldersPicture(sourceImports())).length).toBeLessThanOrEqual(24);
  expect(arrowsOf(roomsPicture(sourceImports())).length).toBeLessThanOrEqual(34);
});

test("a folder without a description fails", () => {
  expect(() => folderMap([], ["modules/fresh/noun.ts"])).toThrow(/has no description of modules\/fresh; add a line/);
});

test("a page without the markers fails", () => {
  expect(() => withFolderMap("# Architecture\n", "map")).toThrow(/docs\/architecture\.md has no folder map/);
});
