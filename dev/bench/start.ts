import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bundleProgram } from "../package/bundle";
import { type BenchRow, verdict } from "./bench-row";

/** Promise of the project: milliseconds that `trailkeeper --help` takes. */
const bound = 300;

/** Other programs of this repository's dependencies, in the order of the table. */
const others = {
  "oxfmt --help": "node_modules/oxfmt/bin/oxfmt",
  "jest --help": "node_modules/jest/bin/jest.js",
  "cdktf --help": "node_modules/cdktf-cli/bundle/bin/cdktf",
};

/** Measures how long the packed program and other programs take to print their help, in turns. */
export async function benchStart({ rounds }: { readonly rounds: number }): Promise<BenchRow> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-bench-"));
  try {
    await bundleProgram(folder);
    const programs: Readonly<Record<string, readonly string[]>> = {
      "trailkeeper --help": [join(folder, "cli/trailkeeper.mjs"), "--help"],
      "node alone": ["--eval", "0"],
      ...Object.fromEntries(Object.entries(others).map(([name, path]) => [name, [resolve(path), "--help"]])),
    };
    const times = new Map<string, number[]>(Object.keys(programs).map((name) => [name, []]));
    // A measurement is short, and the first measurements read the files from the disk
    for (let round = 0; round < 5 * rounds; round++) {
      for (const [name, args] of Object.entries(programs)) times.get(name)?.push(millisecondsOf(name, args, folder));
    }
    return report(new Map([...times].map(([name, measured]) => [name, median(measured)])));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function millisecondsOf(name: string, args: readonly string[], cwd: string): number {
  // Without these variables, cdktf requests its newest version from a server
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", CI: "1" };
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${name} ended with exit code ${status}: ${stderr}`);
  return performance.now() - began;
}

function report(medians: ReadonlyMap<string, number>): BenchRow {
  const own = medians.get("trailkeeper --help") ?? Number.NaN;
  const within = own <= bound;
  return {
    measured: { milliseconds: Object.fromEntries(medians), bound, within },
    text: [
      "start of programs   wall time",
      ...[...medians].map(([name, time]) => `${name.padEnd(20)}${`${time.toFixed(0)} ms`.padStart(9)}`),
      verdict(within, `${bound} ms`),
    ],
    within,
  };
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
