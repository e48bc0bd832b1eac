import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "../../../../terraform-types/synthesized/stack";
import { Journal } from "../../../../cli/verify/journal";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  path = join(folder, "verify.journal");
});
afterEach(() => rmSync(folder, { recursive: true }));

const stacks = [{ name: "management", resources: [] }] as unknown as readonly Stack[];
const finding = {
  guarantee: "g",
  promise: "It holds.",
  account: "",
  root: "a",
  region: "r",
  fact: "f",
  fix: "x",
  isUnverified: false,
};
const region = (name: string, isUnverified = false) => ({
  root: "a",
  region: name,
  resources: 1,
  findings: [{ ...finding, isUnverified }],
});

test("a resource that was read is not read again, and its findings are kept", () => {
  new Journal(path, stacks).add(region("r1"));
  const again = new Journal(path, stacks);

  expect([again.has("a", "r1"), again.has("a", "r2"), again.has("b", "r1")]).toEqual([true, false, false]);
  expect(again.verified).toEqual([region("r1")]);
});

test("a resource that could not be read is read again", () => {
  new Journal(path, stacks).add(region("r1", true));

  expect(new Journal(path, stacks).verified).toEqual([]);
});

test("an incomplete line of a killed run is ignored, and the next line is complete", () => {
  new Journal(path, stacks).add(region("r1"));
  writeFileSync(path, `${readFileSync(path, "utf8")}{"root":"a","regi`);
  new Journal(path, stacks).add(region("r2"));

  expect(new Journal(path, stacks).verified).toEqual([region("r1"), region("r2")]);
});

test.each([
  ["of another configuration", () => void new Journal(path, [])],
  ["of another kind", () => writeFileSync(path, "text")],
])("a journal file %s is refused, and remains", (_, write) => {
  write();
  const before = readFileSync(path, "utf8");

  expect(() => new Journal(path, stacks)).toThrow(`${path} is not a journal of this configuration; delete it`);
  expect(readFileSync(path, "utf8")).toBe(before);
});

test("the journal file of a completed run is deleted", () => {
  const journal = new Journal(path, stacks);
  journal.clear();

  expect(existsSync(path)).toBe(false);
});
