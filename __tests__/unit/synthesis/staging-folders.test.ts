import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isStagingName, newStagingName, removeAbandoned, removeStaging } from "../../../synthesis/staging-folders";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A number that no process has. */
const killed = 999_999_999;

/** The name of a folder of another process of this machine. */
const nameOf = (pid: number) => newStagingName().replace(`-${process.pid}-`, `-${pid}-`);
const onOtherMachine = (name: string) => name.replace(/^\.new-[0-9a-f]{8}/, ".new-00000000");

function create(name: string, hours = 0): string {
  mkdirSync(join(folder, name, "stacks"), { recursive: true });
  const changed = new Date(Date.now() - hours * 60 * 60 * 1000);
  utimesSync(join(folder, name), changed, changed);
  return name;
}

const remaining = () => {
  removeAbandoned(folder);
  return readdirSync(folder);
};

test("two names differ, also in processes with the same number", () => {
  const names = Array.from({ length: 100 }, newStagingName);

  expect(new Set(names).size).toBe(100);
  expect(names.every(isStagingName)).toBe(true);
});

test("the folder of a killed synthesis is removed", () => {
  create(nameOf(killed));

  expect(remaining()).toEqual([]);
});

test.each([
  ["a running synthesis", () => nameOf(process.ppid)],
  ["another synthesis with the number of this process, such as in another container", () => nameOf(process.pid)],
  ["a synthesis on another machine, whose processes are not known", () => onOtherMachine(nameOf(killed))],
])("the folder of %s remains for a day", (_, name) => {
  const young = create(name(), 23);
  create(name(), 25);

  expect(remaining()).toEqual([young]);
});

test.each([
  ".new-abc",
  ".newest",
  ".new-",
  `.new-${killed}`,
  `.new-0000000-${killed}-000000000000`,
  `x.new-00000000-${killed}-000000000000`,
  `.new-00000000-${killed}-000000000000.txt`,
])("a folder that only looks like a temporary folder remains: %s", (name) => {
  create(name, 1_000);

  expect(remaining()).toEqual([name]);
  expect(isStagingName(name)).toBe(false);
});

test("other files remain", () => {
  writeFileSync(join(folder, "manifest.json"), "{}");

  expect(remaining()).toEqual(["manifest.json"]);
});

test("a folder that cannot be deleted is reported with the reason, and is no error", () => {
  const errors = jest.spyOn(console, "error").mockImplementation(() => undefined);
  const file = join(folder, "manifest.json");
  writeFileSync(file, "{}");
  removeStaging(join(file, newStagingName()));
  const messages = errors.mock.calls.flat();
  errors.mockRestore();

  expect(messages).toEqual([expect.stringMatching(/^cannot delete the temporary folder .*: ENOTDIR: .*; delete it$/)]);
});
