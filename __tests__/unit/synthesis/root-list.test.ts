import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../../config/load";
import { readRootList, rootListPath, rootsOf, stagedRootList, writeRootList } from "../../../synthesis/root-list";
import { account } from "../../../sample-data/values";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, "audit.roots.json");
const listOf = (id: string) => ({ prefix: "acme", roots: { management: id }, removed: {} });

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
    roots: { management: account(1), "log-archive": account(2) },
    removed: { "member-b": account(4), "member-a": account(3) },
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
  const roots = { "log-archive": account(2), management: account(1) };
  writeFileSync(path(), JSON.stringify(roots));

  expect(readRootList(path())).toEqual({ roots, removed: {} });
});

test.each([{}, { prefix: "acme" }])("a list of an earlier version has only the settings %j", (settings) => {
  const list = { ...settings, roots: { management: account(1) }, removed: {} };
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

test.each([
  ["../../other/cdktf.out/stacks/management", account(1)],
  ["..", account(1)],
  ["", account(1)],
  ["member-A", account(1)],
  ["__proto__", account(1)],
  ["management", "1"],
  ["management", `${account(1)}1`],
])("the root %j of account %j is refused, in every part of a list", (name, id) => {
  const roots = `{${JSON.stringify(name)}:${JSON.stringify(id)}}`;
  for (const text of [roots, `{"roots":${roots},"removed":{}}`, `{"roots":{},"removed":${roots}}`]) {
    writeFileSync(path(), text);

    expect(() => readRootList(path())).toThrow(
      `has the root ${JSON.stringify(name)} of account ${JSON.stringify(id)}; expected a name of lowercase letters`,
    );
  }
});

test("every root of a configuration is accepted in a list", () => {
  const roots = rootsOf(loadConfig("config/examples/everything.yaml"));
  writeRootList(path(), { prefix: "acme", roots, removed: roots });

  expect(readRootList(path()).removed).toEqual(roots);
});

test("a list behind a symbolic link is replaced there, and the link remains", () => {
  mkdirSync(join(folder, "shared"));
  const real = join(folder, "shared", "list.json");
  writeRootList(real, listOf(account(1)));
  symlinkSync(join("shared", "list.json"), path());
  writeRootList(path(), listOf(account(2)));

  expect(lstatSync(path()).isSymbolicLink()).toBe(true);
  expect(readRootList(real)).toEqual(listOf(account(2)));
  expect(readdirSync(join(folder, "shared"))).toEqual(["list.json"]);
});

test.each([0o600, 0o666])("a list keeps its permissions %o", (mode) => {
  writeRootList(path(), listOf(account(1)));
  chmodSync(path(), mode);
  writeRootList(path(), listOf(account(2)));

  expect(statSync(path()).mode & 0o777).toBe(mode);
});

test("no temporary file remains when the list cannot be replaced", () => {
  const staged = stagedRootList(path(), listOf(account(1)));
  expect(readdirSync(folder)).toHaveLength(1);
  mkdirSync(path());

  expect(() => staged.commit()).toThrow("EISDIR");
  staged.discard();
  expect(readdirSync(folder)).toEqual(["audit.roots.json"]);
});

test("a list stays as it is until the commit, and after the end of a synthesis without a commit", () => {
  writeRootList(path(), listOf(account(1)));
  const staged = stagedRootList(path(), listOf(account(2)));

  expect(readRootList(path())).toEqual(listOf(account(1)));
  staged.discard();
  expect(readRootList(path())).toEqual(listOf(account(1)));
  expect(readdirSync(folder)).toEqual(["audit.roots.json"]);
});

test("a list that did not change is not written", () => {
  writeRootList(path(), listOf(account(1)));
  const before = statSync(path()).ino;
  const staged = stagedRootList(path(), listOf(account(1)));

  expect(readdirSync(folder)).toEqual(["audit.roots.json"]);
  staged.commit();
  expect(statSync(path()).ino).toBe(before);
});
