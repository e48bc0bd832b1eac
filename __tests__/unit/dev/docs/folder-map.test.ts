import { readFileSync } from "node:fs";
import { folderMap, foldersPicture, roomsPicture, withFolderMap } from "../../../../dev/docs/folder-map";
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

test("docs/architecture.md has the current folder map; if not, run npm run docs", () => {
  const text = readFileSync("docs/architecture.md", "utf8");

  expect(text).toBe(withFolderMap(text, folderMap(sourceImports(), sourceFiles())));
});

test("the first picture contains each import between top-level folders once", () => {
  expect(arrowsOf(foldersPicture(imports))).toEqual(["main_ts --> synthesis", "stacks --> modules"]);
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
