import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LineFile } from "../../../shared/line-file";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  path = join(folder, "a.journal");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("another process reads the lines in their order", () => {
  const file = new LineFile(path);
  expect([file.exists, file.lines]).toEqual([false, []]);
  file.add("first");
  file.add("second");

  const again = new LineFile(path);
  expect([again.exists, again.lines]).toEqual([true, ["first", "second"]]);
});

test("a line does not continue the incomplete line of a killed writer", () => {
  new LineFile(path).add("first");
  appendFileSync(path, "seco");
  const file = new LineFile(path);
  file.add("third");
  file.add("fourth");

  expect(readFileSync(path, "utf8")).toBe("first\nseco\nthird\nfourth\n");
});

test("all lines are replaced, and other lines can follow", () => {
  const file = new LineFile(path);
  file.add("first");
  file.replace(["one", "two"]);
  file.add("three");

  expect(readFileSync(path, "utf8")).toBe("one\ntwo\nthree\n");
});

test("a deleted file has no lines, and a file that does not exist can be deleted", () => {
  const file = new LineFile(path);
  file.add("first");
  file.delete();
  file.delete();

  expect([existsSync(path), file.lines]).toEqual([false, []]);
});
