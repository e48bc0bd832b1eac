import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJson, writeWhole } from "../../../../tools/shared/files";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  file = join(folder, "state.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("writeWhole", () => {
  test("writes a file, and leaves no part of it beside", () => {
    writeWhole(file, "first");
    writeWhole(file, "second");

    expect(readFileSync(file, "utf8")).toBe("second");
    expect(readdirSync(folder)).toEqual(["state.json"]);
  });

  test("creates secret files that only their owner can read", () => {
    writeWhole(file, "secret", 0o600);

    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("keeps what was there when it cannot be replaced", () => {
    writeWhole(file, "first");

    expect(() => writeWhole(join(folder, "missing", "state.json"), "second")).toThrow("ENOENT");
    expect(readFileSync(file, "utf8")).toBe("first");
  });
});

describe("readJson", () => {
  test("reads what was written", () => {
    writeWhole(file, JSON.stringify({ pid: 1 }));

    expect(readJson(file)).toEqual({ pid: 1 });
  });

  test.each(["", "{", '{"pid":'])("takes a file that a crash left as %o for none", (text) => {
    writeFileSync(file, text);

    expect(readJson(file)).toBeUndefined();
  });

  test("is undefined if there is no file", () => {
    expect(readJson(file)).toBeUndefined();
  });

  test("fails for what is no file", () => {
    expect(() => readJson(folder)).toThrow("EISDIR");
  });
});
