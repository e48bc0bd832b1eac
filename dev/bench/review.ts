import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlanText } from "../../terraform-types/plan/plan-file";
import { review } from "../../cli/review/review";
import { readOutput } from "../../terraform-types/synthesized/output";
import { type BenchRow, verdict } from "./bench-row";
import { largePlan } from "./large-plan";

/** Promise of the project: the time relative to `JSON.parse` alone. */
const bound = 1.5;

const resources = 10_000;
const example = "config/examples/everything.yaml";

/** Measures the parsing of a plan, and its review, in turns. */
export function benchReview({ rounds }: { readonly rounds: number }): BenchRow {
  const text = planText();
  const work = { parsed: () => JSON.parse(text), reviewed: () => review([readPlanText("plan.json", text, "plan")]) };
  const findings = work.reviewed().length;
  const seconds: Record<keyof typeof work, number[]> = { parsed: [], reviewed: [] };
  // A measurement is short, and the first measurements include compilation
  for (let round = 0; round < 10 * rounds; round++) {
    for (const kind of ["parsed", "reviewed"] as const) seconds[kind].push(timeOf(work[kind]));
  }
  const [parsed, reviewed] = [median(seconds.parsed), median(seconds.reviewed)];
  const ratio = reviewed / parsed;
  const within = ratio <= bound;
  const shown = (time: number) => `${(time * 1_000).toFixed(0)} ms`.padStart(9);
  return {
    measured: { resources, bytes: text.length, findings, parsed, reviewed, ratio, bound, within },
    text: [
      `review of ${resources.toLocaleString("en")} resources, ${(text.length / 1e6).toFixed(0)} MB, ${findings} findings`,
      `JSON.parse alone        ${shown(parsed)}`,
      `and the review          ${shown(reviewed)}`,
      `${ratio.toFixed(2)} times as long`,
      verdict(within, `${bound} times JSON.parse`),
    ],
    within,
  };
}

function planText(): string {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-bench-"));
  try {
    const env = { ...process.env, AUDIT_CONFIG: example, CDKTF_OUTDIR: folder };
    execFileSync(process.execPath, ["--import", "tsx", "main.ts", "--no-root-list"], {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    return JSON.stringify(largePlan(readOutput(folder), resources));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timeOf(work: () => unknown): number {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1_000;
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
