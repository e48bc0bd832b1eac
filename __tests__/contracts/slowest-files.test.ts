import { existsSync } from "node:fs";
import { join } from "node:path";
import slowestFiles from "../support/slowest-files.json";

test("every file that runs first exists, and is listed once", () => {
  expect(slowestFiles.filter((name) => !existsSync(join("__tests__", name)))).toEqual([]);
  expect(new Set(slowestFiles).size).toBe(slowestFiles.length);
});
