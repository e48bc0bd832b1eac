import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../../config/load";
import { readRootList, rootListPath, rootsOf, writeRootList } from "../../../synthesis/root-list";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, "audit.roots.json");

test("a configuration has one root for each account, and one root for the aggregator", () => {
  const { accounts } = loadConfig("config/examples/everything.yaml");
  const roots = rootsOf(loadConfig("config/examples/everything.yaml"));

  expect(roots["log-archive"]).toBe(accounts.logArchive);
  expect(roots["management"]).toBe(accounts.management);
  for (const { name, id } of accounts.members) expect(roots[`member-${name}`]).toBe(id);
  for (const { name, id } of accounts.outside) expect(roots[`outside-${name}`]).toBe(id);
  expect(Object.keys(roots)).toContain("config-aggregator");
});

test.each([
  ["audit.yaml", "audit.roots.json"],
  ["a/audit.yml", "a/audit.roots.json"],
  ["audit.prod.json", "audit.prod.roots.json"],
  ["audit", "audit.roots.json"],
])("the path of the list for %s is %s", (configuration, list) => {
  expect(rootListPath(configuration)).toBe(list);
});

test("a list is read as it was written, sorted by name, and no temporary file remains", () => {
  const list = {
    prefix: "acme",
    homeRegion: "eu-west-1",
    backend: "local",
    roots: { management: "1", "log-archive": "2" },
    removed: { "member-b": "4", "member-a": "3" },
  };
  writeRootList(path(), list);

  expect(readRootList(path())).toEqual(list);
  expect(readFileSync(path(), "utf8").match(/"[a-zA-Z-]+":/g)).toEqual(
    ["prefix", "homeRegion", "backend", "roots", "log-archive", "management", "removed", "member-a", "member-b"].map(
      (key) => `"${key}":`,
    ),
  );
  expect(readdirSync(folder)).toEqual(["audit.roots.json"]);
});

test("a missing list is read as empty", () => {
  expect(readRootList(path())).toEqual({ roots: {}, removed: {} });
  expect(existsSync(path())).toBe(false);
});

test("a list of an earlier version contains only the roots", () => {
  writeFileSync(path(), '{ "log-archive": "2", "management": "1" }');

  expect(readRootList(path())).toEqual({ roots: { "log-archive": "2", management: "1" }, removed: {} });
});

test.each([{}, { prefix: "acme" }])("a list of an earlier version has only the settings %j", (settings) => {
  const list = { ...settings, roots: { management: "1" }, removed: {} };
  writeFileSync(path(), JSON.stringify(list));

  expect(readRootList(path())).toEqual(list);
});

test.each([
  "",
  "{",
  "null",
  "[]",
  "3",
  '{"a": 1}',
  '{"roots": {}}',
  '{"roots": {"a": 1}, "removed": {}}',
  '{"prefix": 1, "roots": {}, "removed": {}}',
  '{"homeRegion": 1, "roots": {}, "removed": {}}',
  '{"backend": {}, "roots": {}, "removed": {}}',
  "<<<<<<< HEAD\n",
])("the invalid list %j is refused, not ignored", (text) => {
  writeFileSync(path(), text);

  expect(() => readRootList(path())).toThrow("is not a list of roots and their account ids; restore the file from");
});
