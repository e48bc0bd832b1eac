import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (outdir: string, processes: number) =>
  spawnSync(
    process.execPath,
    [
      "--import",
      "tsx",
      "__tests__/support/write-organization.ts",
      "config/examples/everything.yaml",
      join(folder, outdir),
      String(processes),
    ],
    { encoding: "utf8" },
  );

/** Text of each file of an output, by its path. */
function filesOf(outdir: string): Record<string, string> {
  const paths = readdirSync(join(folder, outdir), { recursive: true, encoding: "utf8" }).toSorted();
  const files = paths.filter((path) => statSync(join(folder, outdir, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, outdir, path), "utf8")]));
}

test("several processes write what one does, to the byte, and tell of each stack", () => {
  const one = write("one", 1);
  const three = write("three", 3);

  expect([one.status, three.status]).toEqual([0, 0]);
  const files = filesOf("three");
  expect(Object.keys(files)).toHaveLength(8);
  expect(files).toEqual(filesOf("one"));
  expect(three.stdout).toBe("written\n".repeat(7));
  expect(three.stdout).toBe(one.stdout);
});

test("a process that fails fails the whole, with its own words, and no manifest is written", () => {
  mkdirSync(join(folder, "out/stacks"), { recursive: true });
  writeFileSync(join(folder, "out/stacks/management"), "in the way");
  const { status, stderr } = write("out", 2);

  expect(status).not.toBe(0);
  expect(stderr).toContain("ENOTDIR");
  expect(stderr).toContain("a process of the synthesis ended before it was done; what it said is above");
  expect(readdirSync(join(folder, "out"))).toEqual(["stacks"]);
});
