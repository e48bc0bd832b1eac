import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BenchRow, verdict } from "./bench-row";
import { type BenchSources, organizationYaml, readOrganization } from "./organization";

/** Promises of the project, at 1,000 members in four regions on two cores. */
const bounds = { ratio: 1.3, seconds: 60, bytes: 2e9 };

interface Measurement {
  readonly seconds: number;
  readonly bytes: number;
}

interface Counted {
  readonly resources: number;
  readonly ratio: number;
}

interface Contender {
  readonly name: string;
  readonly script: readonly string[];
  readonly outdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly measured: Measurement[];
}

export interface SynthesisOptions {
  readonly members: number;
  readonly rounds: number;
  readonly sources: BenchSources;
}

/** Measures the synthesis of a large organization, and of the same resources with only cdktf, in turns. */
export function benchSynthesis({ members, rounds, sources }: SynthesisOptions): BenchRow {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-bench-"));
  try {
    const config = join(folder, "audit.yaml");
    writeFileSync(config, organizationYaml(members, sources));
    const ours: Contender = {
      name: "trailkeeper",
      script: ["main.ts", "--no-root-list"],
      outdir: join(folder, "ours"),
      env: { AUDIT_CONFIG: config },
      measured: [],
    };
    const plain = join(folder, "organization.json");
    writeFileSync(plain, JSON.stringify(readOrganization(config)));
    const bare: Contender = {
      name: "bare cdktf",
      script: ["tools/bench/bare.ts", plain, ours.outdir],
      outdir: join(folder, "bare"),
      // With the default of about 4 GB, it fails for 1,000 members with every source
      env: { NODE_OPTIONS: "--max-old-space-size=16384" },
      measured: [],
    };
    const traceless: Contender = {
      ...bare,
      name: "bare, traceless",
      env: { ...bare.env, BENCH_TOKEN_TRACES: "off" },
      measured: [],
    };

    for (let round = 1; round <= rounds; round++) {
      for (const contender of [ours, bare, traceless]) {
        console.error(`round ${round} of ${rounds}: ${contender.name} …`);
        contender.measured.push(measure(contender, folder));
      }
    }
    return report(ours, [bare, traceless]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a contender in a separate process. */
function measure({ name, script, outdir, env }: Contender, folder: string): Measurement {
  rmSync(outdir, { recursive: true, force: true });
  const usageFile = join(folder, "usage");
  rmSync(usageFile, { force: true });
  const started = process.hrtime.bigint();
  const { status } = spawnSync(
    process.execPath,
    ["--require", resolve("tools/bench/report-usage.cjs"), "--import", "tsx", ...script],
    {
      env: { ...process.env, ...env, CDKTF_OUTDIR: outdir, BENCH_USAGE_FILE: usageFile },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  if (status !== 0) throw new Error(`${name} ended with exit code ${status}`);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const peaks = readFileSync(usageFile, "utf8").trim().split("\n").map(Number);
  // As if all processes had their peak at the same time
  return { seconds, bytes: peaks.reduce((sum, bytes) => sum + bytes) };
}

/** Number of resources of each type in each stack of an output. */
function countResources(outdir: string): { total: number; byStack: Record<string, Record<string, number>> } {
  const byStack = Object.fromEntries(
    readdirSync(join(outdir, "stacks"))
      .toSorted()
      .map((stack) => {
        const { resource } = JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"));
        const counts = Object.entries<object>(resource).map(([type, all]) => [type, Object.keys(all).length] as const);
        return [stack, Object.fromEntries(counts.toSorted())];
      }),
  );
  const total = Object.values(byStack).reduce(
    (sum, counts) => sum + Object.values(counts).reduce((a, b) => a + b, 0),
    0,
  );
  return { total, byStack };
}

function report(ours: Contender, others: readonly Contender[]): BenchRow {
  const counts = countResources(ours.outdir);
  for (const { outdir } of others) {
    if (JSON.stringify(countResources(outdir).byStack) !== JSON.stringify(counts.byStack)) {
      throw new Error("bare cdktf did not create the same resources; tools/bench/bare-stack.ts omits some");
    }
  }

  const own = medians(ours);
  const rows = [ours, ...others].map((contender) => {
    const { seconds, bytes } = medians(contender);
    return { name: contender.name, seconds, bytes, resources: counts.total, ratio: own.seconds / seconds };
  });
  const ratio = rows[1]?.ratio ?? Number.NaN;
  const within = ratio <= bounds.ratio && own.seconds < bounds.seconds && own.bytes < bounds.bytes;
  const promise = `${bounds.ratio} times bare cdktf, ${bounds.seconds} s, ${bounds.bytes / 1e9} GB`;
  return {
    measured: { rows, bounds, within },
    text: [
      "synthesis        wall time   peak memory   resources   trailkeeper takes",
      ...rows.map(line),
      verdict(within, promise),
    ],
    within,
  };
}

function line({ name, seconds, bytes, resources, ratio }: Measurement & Record<"name", string> & Counted): string {
  const cells = [`${seconds.toFixed(1)} s`, `${(bytes / 1e6).toFixed(0)} MB`, String(resources)];
  const widths = [10, 14, 12];
  const numbers = cells.map((cell, i) => cell.padStart(widths[i] ?? 0)).join("");
  return `${name.padEnd(16)}${numbers}   ${ratio.toFixed(2)} times as long`;
}

function medians({ measured }: Contender): Measurement {
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return { seconds: median(measured.map(({ seconds }) => seconds)), bytes: median(measured.map(({ bytes }) => bytes)) };
}
