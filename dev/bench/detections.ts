import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployedDetections } from "../../cli/backtest/detections";
import { type BenchRow, verdict } from "./bench-row";
import type { Measured } from "./measure-detections";
import { writeTraffic } from "./traffic-files";

/** Promises of the project: the time relative to `JSON.parse` alone, and the peak memory relative to the peak after a quarter. */
const bounds = { ratio: 1.5, growth: 1.25 };

/** Measures the parsing of CloudTrail events and a backtest over the same files, in turns. */
export function benchDetections({ megabytes, rounds }: { megabytes: number; rounds: number }): BenchRow {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-bench-"));
  try {
    const files = join(folder, "traffic");
    console.error(`writing ${megabytes} MB of CloudTrail events …`);
    writeTraffic(files, megabytes * 1e6);
    const parsed: Measured[] = [];
    const tested: Measured[] = [];
    for (let round = 1; round <= rounds; round++) {
      console.error(`round ${round} of ${rounds}: JSON.parse, then all detections …`);
      parsed.push(measure("parse", files));
      tested.push(measure("backtest", files));
    }
    return report(median(parsed), median(tested));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Measures in a separate process. */
function measure(kind: "parse" | "backtest", folder: string): Measured {
  const script = ["--import", "tsx", "dev/bench/measure-detections.ts", kind, folder];
  return JSON.parse(execFileSync(process.execPath, script, { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" }));
}

function median(measured: readonly Measured[]): Measured {
  const sorted = measured.toSorted((a, b) => a.seconds - b.seconds);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("there are no measurements; set --rounds to 1 or more");
  return middle;
}

function report(parsed: Measured, tested: Measured): BenchRow {
  const ratio = tested.seconds / parsed.seconds;
  const growth = tested.all / tested.quarter;
  const within = ratio <= bounds.ratio && growth <= bounds.growth;
  const count = deployedDetections().length;
  const text = [
    "detections                  one core      MB/s    events/s   peak at 25 %   at 100 %",
    line("JSON.parse alone", parsed),
    line(`and ${count} detections`, tested),
    `${ratio.toFixed(2)} times as long; memory ${growth.toFixed(2)} times the peak after a quarter`,
    verdict(within, `${bounds.ratio} times JSON.parse, memory ${bounds.growth} times the peak after a quarter`),
  ];
  return { measured: { parsed, tested, ratio, growth, bounds, within }, text, within };
}

function line(name: string, { seconds, bytes, events, quarter, all }: Measured): string {
  const perSecond = (amount: number) => Math.round(amount / seconds).toLocaleString("en");
  const megabytes = (memory: number) => `${(memory / 1e6).toFixed(0)} MB`;
  const cells = [
    `${seconds.toFixed(1)} s`,
    perSecond(bytes / 1e6),
    perSecond(events),
    megabytes(quarter),
    megabytes(all),
  ];
  const widths = [12, 10, 12, 15, 11];
  return name.padEnd(24) + cells.map((cell, i) => cell.padStart(widths[i] ?? 0)).join("");
}
