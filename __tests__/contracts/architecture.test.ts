import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { importsIn, sourceFiles } from "../../dev/docs/source-imports";

/** The folders from which the files of a folder may import. `.` is the root folder with main.ts. */
const mayImport: Record<string, readonly string[]> = {
  shared: ["shared"],
  aws: ["aws"],
  "aws-semantics": ["aws-semantics", "shared"],
  config: ["config", "shared", "aws", "aws-semantics", "detections", "hunts"],
  detections: ["detections", "aws-semantics"],
  tables: ["tables"],
  hunts: ["hunts", "queries", "tables"],
  queries: ["queries"],
  search: ["search"],
  modules: ["modules", "aws", "aws-semantics", "detections", "tables"],
  stacks: ["stacks", "modules", "config", "detections", "hunts", "tables", "queries", "search"],
  synthesis: ["synthesis", "shared", "stacks", "config"],
  "terraform-types": ["terraform-types", "shared", "aws-semantics", "synthesis"],
  cli: [
    "cli",
    "shared",
    "aws",
    "aws-semantics",
    "config",
    "detections",
    "hunts",
    "tables",
    "queries",
    "synthesis",
    "terraform-types",
  ],
  // The entry points of the package. Its other files are not public
  exports: ["exports", "modules", "detections", "tables"],
  ".": ["cli"],
};

const product = sourceFiles();
const tests = readdirSync("__tests__", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => join("__tests__", file));
const sources = [...product, ...tests];
const textOf = (file: string) => readFileSync(file, "utf8");
const folderOf = (file: string) => (dirname(file) === "." ? "." : (file.split("/")[0] ?? ""));

/** Returns the imports of one source file by another, with the paths of both. */
const imports = product.flatMap((file) => importsIn(file, textOf(file)));

test.each(Object.entries(mayImport))("%s/ imports only from %j", (folder, allowed) => {
  const own = imports.filter(({ from }) => folderOf(from) === folder);

  expect(product.some((file) => folderOf(file) === folder)).toBe(true);
  // The version of the package
  const others = own.filter(({ to }) => !to.startsWith("package"));
  expect(others.filter(({ to }) => !allowed.includes(folderOf(to)))).toEqual([]);
});

/** The rooms in `config/` and `modules/`, each with the other rooms from which it may import. */
const rooms: Record<string, readonly string[]> = {
  "config/schema": ["config", "config/derived"],
  "config/derived": ["config", "config/schema", "config/names"],
  "config/names": ["config", "config/schema", "config/derived"],
  "config/rules": ["config", "config/schema", "config/names", "config/derived"],
  "modules/terraform": [],
  "modules/iam": ["modules/input", "modules/terraform"],
};

test.each(Object.entries(rooms))("%s/ imports within its top-level folder only from itself and %j", (room, allowed) => {
  const [top = ""] = room.split("/");
  const own = imports.filter(({ from, to }) => from.startsWith(`${room}/`) && to.startsWith(`${top}/`));
  const roomOf = (file: string) => dirname(file).split("/").slice(0, 2).join("/");

  expect(product.filter((file) => file.startsWith(`${room}/`)).length).toBeGreaterThan(2);
  expect(own.filter(({ to }) => ![room, ...allowed].includes(roomOf(to)))).toEqual([]);
});

test("no source folder has more than 25 files, except folders of data rows", () => {
  const folders = [...new Set(product.map((file) => dirname(file)))];
  const filesIn = (folder: string) => product.filter((file) => dirname(file) === folder);

  expect(folders.filter((folder) => folder !== "queries" && filesIn(folder).length > 25)).toEqual([]);
});

test("every source folder has a rule", () => {
  expect(new Set(product.map(folderOf))).toEqual(new Set(Object.keys(mayImport)));
});

test("configuration, detections, hunts, tables, queries and search import neither cdktf nor the AWS provider", () => {
  const pure = product.filter((file) =>
    ["config", "detections", "hunts", "tables", "queries", "search"].includes(folderOf(file)),
  );

  expect(pure.filter((file) => /(?:from|\()\s*"[^."]*(?:cdktf|constructs)/.test(textOf(file)))).toEqual([]);
});

test("only synthesis/ imports stacks", () => {
  const stacks = product
    .filter((file) => folderOf(file) === "stacks" && /extends TerraformStack\b/.test(textOf(file)))
    .map((file) => file.replace(/\.ts$/, ""));
  const importers = imports.filter(({ from, to }) => folderOf(from) !== "synthesis" && stacks.includes(to));

  expect(stacks.toSorted()).toEqual([
    "stacks/config-aggregator",
    "stacks/external-account",
    "stacks/log-archive/stack",
    "stacks/management/stack",
    "stacks/management/trail-administrator",
    "stacks/member",
    "stacks/second-region/replication",
    "stacks/second-region/stack",
    "stacks/security-lake/stack",
    "stacks/security-lake/subscriber",
  ]);
  expect(importers).toEqual([]);
});

test("only the entry points of the package re-export, and they contain nothing else", () => {
  const reExports = /^export (\*|\{[^}]*\}) from "[^"]+";$/gm;
  const entries = product.filter((file) => folderOf(file) === "exports");
  const withMore = entries.filter(
    (file) =>
      textOf(file)
        .replaceAll(reExports, "")
        .replace(/^\/\*\*.*\*\/$/m, "")
        .trim() !== "",
  );

  expect(sources.filter((file) => textOf(file).match(reExports))).toEqual(entries);
  expect(withMore).toEqual([]);
});

test("no test replaces a module, because tests in other files use the same module", () => {
  expect(tests.filter((file) => /\bvi\.(doMock|mock|resetModules|stubGlobal)\(/.test(textOf(file)))).toEqual([]);
});

describe("outside config/", () => {
  const regionArguments = sources.filter((file) => folderOf(file) !== "config");

  test("no source contains an ARN with a fixed partition", () => {
    // The string is split, because this test also reads this file
    const literal = ["arn", "aws", ""].join(":");

    expect(regionArguments.filter((file) => textOf(file).includes(literal))).toEqual([]);
  });

  test("no source contains an account id", () => {
    expect(regionArguments.filter((file) => /(?<![\dA-Fa-f-])\d{12}(?!\d)/.test(textOf(file)))).toEqual([]);
  });
});

test("every module has a test with the same name", () => {
  const tested = product
    .filter((file) => ["modules", "detections", "hunts", "tables", "queries", "search"].includes(folderOf(file)))
    .filter((file) => !sources.includes(join("__tests__/unit", file.replace(/\.ts$/, ".test.ts"))));

  // Files of types only
  expect(tested.toSorted()).toEqual(["detections/detection.ts", "modules/hunts/definition-props.ts"]);
});
