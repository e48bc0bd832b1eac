import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJson, writeWhole } from "../../../shared/files";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  file = join(folder, "state.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("writeWhole", () => {
  test("writes a file, and leaves no temporary file", () => {
    writeWhole(file, "first");
    writeWhole(file, "second");

    expect(readFileSync(file, "utf8")).toBe("second");
    expect(readdirSync(folder)).toEqual(["state.json"]);
  });

  test("creates secret files that only their owner can read", () => {
    writeWhole(file, "secret", 0o600);

    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("keeps the earlier content if the file cannot be replaced", () => {
    writeWhole(file, "first");

    expect(() => writeWhole(join(folder, "missing", "state.json"), "second")).toThrow("ENOENT");
    expect(readFileSync(file, "utf8")).toBe("first");
  });
});

describe("readJson", () => {
  test("returns the content that was written", () => {
    writeWhole(file, JSON.stringify({ pid: 1 }));

    expect(readJson(file)).toEqual({ pid: 1 });
  });

  test.each(["", "{", '{"pid":'])("returns undefined for a file that a crash left as %o", (text) => {
    writeFileSync(file, text);

    expect(readJson(file)).toBeUndefined();
  });

  test("returns undefined if there is no file", () => {
    expect(readJson(file)).toBeUndefined();
  });

  test("fails for a folder", () => {
    expect(() => readJson(folder)).toThrow("EISDIR");
  });
});
