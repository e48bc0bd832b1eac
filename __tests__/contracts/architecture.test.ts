import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Which folders the files of a folder may import from. `.` is the root: main.ts. */
const mayImport: Record<string, readonly string[]> = {
  config: ["config", "detections"],
  detections: ["detections"],
  tables: ["tables"],
  queries: ["queries"],
  search: ["search"],
  modules: ["modules", "detections", "tables"],
  stacks: ["stacks", "modules", "config", "detections", "tables", "queries", "search"],
  tools: ["tools", "config", "detections", "tables", "queries"],
  synthesis: ["synthesis", "stacks", "config"],
  ".": ["synthesis"],
};

const notOurs = new Set(["node_modules", "cdktf.out", ".local", ".git", "coverage"]);
const sources = readdirSync(".", { withFileTypes: true }).flatMap((entry) => {
  if (entry.isFile()) return entry.name.endsWith(".ts") ? [entry.name] : [];
  if (notOurs.has(entry.name)) return [];
  return readdirSync(entry.name, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(entry.name, file));
});
const folderOf = (file: string) => (dirname(file) === "." ? "." : (file.split("/")[0] ?? ""));
const importsOf = (file: string) =>
  [...readFileSync(file, "utf8").matchAll(/(?:from|require\(|import\()\s*"([^"]+)"/g)].map(([, path = ""]) => path);
const product = sources.filter((file) => !file.startsWith("__tests__/"));

describe.each(Object.entries(mayImport))("%s/", (folder, allowed) => {
  test.each(product.filter((file) => folderOf(file) === folder))(
    `%s imports only from ${allowed.join(", ")}`,
    (file) => {
      const own = importsOf(file)
        .filter((path) => path.startsWith("."))
        .map((path) => folderOf(normalize(join(dirname(file), path))));

      expect(own.filter((name) => !allowed.includes(name))).toEqual([]);
    },
  );
});

/** Rooms within `config/`, `modules/` and `tools/`: which others each may import from; its own it always may. */
const rooms: Record<string, readonly string[]> = {
  "config/schema": ["config", "config/derived"],
  "config/derived": ["config", "config/schema", "config/names"],
  "config/names": ["config", "config/schema", "config/derived"],
  "config/rules": ["config", "config/schema", "config/names", "config/derived"],
  "modules/terraform": [],
  "modules/iam": ["modules/terraform"],
};

describe.each(Object.entries(rooms))("%s/", (room, allowed) => {
  test(`imports within ${room.split("/")[0]}/ only from ${allowed.join(", ") || "itself"}`, () => {
    const [top = ""] = room.split("/");
    const files = product.filter((file) => file.startsWith(`${room}/`));
    const roomOf = (file: string) =>
      file
        .split("/")
        .slice(0, file.split("/").length > 2 ? 2 : 1)
        .join("/");
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((path) => path.startsWith("."))
        .map((path) => normalize(join(dirname(file), path)))
        .filter((path) => path.startsWith(`${top}/`) && ![room, ...allowed].includes(roomOf(path)))
        .map((path) => `${file} imports ${path}`),
    );

    expect(files.length).toBeGreaterThan(2);
    expect(wrong).toEqual([]);
  });
});

test("no source folder has more than 25 files, except folders of data rows", () => {
  const folders = [...new Set(product.map((file) => dirname(file)))];
  const filesIn = (folder: string) => product.filter((file) => dirname(file) === folder);

  expect(folders.filter((folder) => folder !== "queries" && filesIn(folder).length > 25)).toEqual([]);
});

test("every source folder has a rule", () => {
  expect(new Set(product.map(folderOf))).toEqual(new Set(Object.keys(mayImport)));
});

test("configuration, detections, tables, queries and search import neither cdktf nor the AWS provider", () => {
  const pure = product.filter((file) =>
    ["config", "detections", "tables", "queries", "search"].includes(folderOf(file)),
  );

  expect(pure.filter((file) => importsOf(file).some((path) => /cdktf|constructs/.test(path)))).toEqual([]);
});

test("only synthesis/ imports stacks", () => {
  const isStack = (file: string) => /extends TerraformStack\b/.test(readFileSync(file, "utf8"));
  const stacks = product
    .filter((file) => folderOf(file) === "stacks" && isStack(file))
    .map((file) => file.replace(/\.ts$/, ""));
  const importers = product
    .filter((file) => folderOf(file) !== "synthesis")
    .filter((file) => importsOf(file).some((path) => stacks.includes(normalize(join(dirname(file), path)))));

  expect(stacks.toSorted()).toEqual([
    "stacks/config-aggregator",
    "stacks/external-account",
    "stacks/log-archive/stack",
    "stacks/management/stack",
    "stacks/member",
  ]);
  expect(importers).toEqual([]);
});

test("no file only re-exports", () => {
  expect(sources.filter((file) => /^export (\*|\{[^}]*\}) from/m.test(readFileSync(file, "utf8")))).toEqual([]);
});

describe("outside config/", () => {
  const regionArguments = sources.filter((file) => folderOf(file) !== "config");

  test("no source contains an ARN with a fixed partition", () => {
    // Split, because this file is a source too
    const literal = ["arn", "aws", ""].join(":");

    expect(regionArguments.filter((file) => readFileSync(file, "utf8").includes(literal))).toEqual([]);
  });

  test("no source contains an account id", () => {
    expect(regionArguments.filter((file) => /(?<![\dA-Fa-f-])\d{12}(?!\d)/.test(readFileSync(file, "utf8")))).toEqual(
      [],
    );
  });
});

test("every module has a test of the same name", () => {
  const tested = product
    .filter((file) => ["modules", "detections", "tables", "queries", "search"].includes(folderOf(file)))
    .filter((file) => !sources.includes(join("__tests__/unit", file.replace(/\.ts$/, ".test.ts"))));

  // Types only
  expect(tested.filter((file) => file !== "detections/detection.ts")).toEqual([]);
});
