import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BenchRow, verdict } from "./bench-row";
import { compareMembers } from "./compare-members";
import { type BenchSources, organizationYaml, readOrganization } from "./organization";
import { filesOf, secondsToWrite } from "./output-files";

/** Promises of the project for large organizations in four regions, on two cores. Both must also be faster than bare cdktf. */
const promises = {
  default: { members: 5_000, seconds: 5, bytes: 1e9 },
  all: { members: 1_000, seconds: 12, bytes: 1e9 },
} as const;

interface Measurement {
  readonly seconds: number;

  /** Peak memory. Undefined if it was not measured. */
  readonly bytes: number | undefined;
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
  /** @default the number of members in the promise */
  readonly members: number | undefined;
  readonly rounds: number;
  readonly sources: BenchSources;
}

/**
 * Measures the synthesis of a large organization, the synthesis of the same resources with only cdktf, and writing the same
 * files, in turns.
 *
 * @throws Error when a member of a random tenth differs from the output of cdktf
 */
export function benchSynthesis({ members: wanted, rounds, sources }: SynthesisOptions): BenchRow {
  const members = wanted ?? promises[sources].members;
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
      script: ["dev/bench/bare.ts", plain, ours.outdir],
      outdir: join(folder, "bare"),
      // With the default heap of about 4 GB, bare cdktf fails for 1,000 members with every log source
      env: { NODE_OPTIONS: "--max-old-space-size=16384" },
      measured: [],
    };
    const traceless: Contender = {
      ...bare,
      name: "bare, traceless",
      env: { ...bare.env, BENCH_TOKEN_TRACES: "off" },
      measured: [],
    };

    const copies: Measurement[] = [];
    for (let round = 1; round <= rounds; round++) {
      for (const contender of [ours, bare, traceless]) {
        console.error(`round ${round} of ${rounds}: ${contender.name} …`);
        contender.measured.push(measure(contender, folder));
      }
      copies.push({ seconds: secondsToWrite(filesOf(ours.outdir), join(folder, "copy")), bytes: undefined });
    }
    const compared = compareMembers(config, ours.outdir);
    return report({ ours, others: [bare, traceless], copies, compared, promise: promises[sources] });
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
    ["--require", resolve("dev/bench/report-usage.cjs"), "--import", "tsx", ...script],
    {
      env: { ...process.env, ...env, CDKTF_OUTDIR: outdir, BENCH_USAGE_FILE: usageFile },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  if (status !== 0) throw new Error(`${name} ended with exit code ${status}`);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const peaks = readFileSync(usageFile, "utf8").trim().split("\n").map(Number);
  // The sum assumes that all processes reach their peak at the same time
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

interface Measured {
  readonly ours: Contender;
  readonly others: readonly Contender[];
  readonly copies: readonly Measurement[];

  /** Number of members whose files are byte for byte the output of cdktf. */
  readonly compared: number;
  readonly promise: (typeof promises)[BenchSources];
}

function report({ ours, others, copies, compared, promise }: Measured): BenchRow {
  const counts = countResources(ours.outdir);
  for (const { outdir } of others) {
    if (JSON.stringify(countResources(outdir).byStack) !== JSON.stringify(counts.byStack)) {
      throw new Error("bare cdktf did not create the same resources; dev/bench/bare-stack.ts omits some");
    }
  }

  const own = medians(ours.measured);
  const row = (name: string, { seconds, bytes }: Measurement) => {
    return { name, seconds, bytes, resources: counts.total, ratio: own.seconds / seconds };
  };
  const rows = [
    ...[ours, ...others].map(({ name, measured }) => row(name, medians(measured))),
    row("the same files", medians(copies)),
  ];
  const isFaster = own.seconds < (rows[1]?.seconds ?? Number.NaN);
  const within = isFaster && own.seconds <= promise.seconds && (own.bytes ?? 0) < promise.bytes;
  const roots = Object.keys(counts.byStack).length;
  const megabytes = filesOf(ours.outdir).reduce((sum, { content }) => sum + content.length, 0) / 1e6;
  return {
    measured: { rows, roots, megabytes, compared, promise, within },
    text: [
      `synthesis of ${roots.toLocaleString("en")} roots, ${megabytes.toFixed(0)} MB`,
      "                 wall time   peak memory   resources   trailkeeper takes",
      ...rows.map(line),
      `${compared} members, chosen at random, are byte for byte the output of cdktf`,
      verdict(within, `faster than bare cdktf, ${promise.seconds} s, ${promise.bytes / 1e9} GB`),
    ],
    within,
  };
}

function line({ name, seconds, bytes, resources, ratio }: Measurement & Record<"name", string> & Counted): string {
  const memory = bytes === undefined ? "" : `${(bytes / 1e6).toFixed(0)} MB`;
  const widths = [10, 14, 12];
  const numbers = [`${seconds.toFixed(1)} s`, memory, String(resources)].map((cell, i) =>
    cell.padStart(widths[i] ?? 0),
  );
  return `${name.padEnd(16)}${numbers.join("")}   ${ratio.toFixed(2)} times as long`;
}

function medians(measured: readonly Measurement[]): Measurement {
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  const bytes = measured.flatMap((one) => one.bytes ?? []);
  return {
    seconds: median(measured.map(({ seconds }) => seconds)),
    bytes: bytes.length > 0 ? median(bytes) : undefined,
  };
}
