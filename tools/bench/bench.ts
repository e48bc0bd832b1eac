import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { organizationYaml, readOrganization } from "./organization";

/** What the project promises, at 1,000 members in four regions on two cores. */
const bounds = { ratio: 1.3, seconds: 60, bytes: 2e9 };

const help = `usage: npm run bench -- [--members <count>] [--rounds <count>] [--json]

Synthesizes an organization in four regions, and the same resources with bare cdktf, in turns; bare cdktf also without
the stack traces of tokens, which the product leaves out. Prints wall time, peak memory and resource count, medians over
the rounds, and how long the product takes beside each.

  --members   member accounts (default 1000)
  --rounds    times each is run (default 3)
  --json      prints JSON instead of a table

exit codes: 0 within the bounds, 1 beyond one, 2 wrong arguments

examples:
  npm run bench
  npm run bench -- --members 100 --rounds 1
`;

interface Measurement {
  readonly seconds: number;
  readonly bytes: number;
}

interface Contender {
  readonly name: string;
  readonly script: readonly string[];
  readonly outdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly measured: Measurement[];
}

function main(): void {
  const { members, rounds, json } = readArguments();
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-bench-"));
  try {
    const config = join(folder, "audit.yaml");
    writeFileSync(config, organizationYaml(members));
    const ours: Contender = {
      name: "trailkeeper",
      script: ["main.ts"],
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
      env: {},
      measured: [],
    };
    const traceless: Contender = {
      ...bare,
      name: "bare, traceless",
      env: { BENCH_TOKEN_TRACES: "off" },
      measured: [],
    };

    for (let round = 1; round <= rounds; round++) {
      for (const contender of [ours, bare, traceless]) {
        console.error(`round ${round} of ${rounds}: ${contender.name} …`);
        contender.measured.push(measure(contender, folder));
      }
    }
    report(ours, [bare, traceless], json);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        members: { type: "string", default: "1000" },
        rounds: { type: "string", default: "3" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      console.log(help);
      process.exit(0);
    }
    return { members: whole("members", values.members), rounds: whole("rounds", values.rounds), json: values.json };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    process.exit(2);
  }
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} must be a whole number, 1 or more, got ${text}`);
  return Number(text);
}

/** Runs a contender in a process of its own. */
function measure({ name, script, outdir, env }: Contender, folder: string): Measurement {
  rmSync(outdir, { recursive: true, force: true });
  const usageFile = join(folder, "usage");
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
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, bytes: Number(readFileSync(usageFile, "utf8")) };
}

/** How many resources of each type each stack of an output has. */
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

function report(ours: Contender, others: readonly Contender[], json: boolean): void {
  const counts = countResources(ours.outdir);
  for (const { outdir } of others) {
    if (JSON.stringify(countResources(outdir).byStack) !== JSON.stringify(counts.byStack)) {
      throw new Error(
        "bare cdktf did not create the same resources; tools/bench/bare.ts has to follow stacks/member.ts",
      );
    }
  }

  const own = medians(ours);
  const rows = [ours, ...others].map((contender) => {
    const { seconds, bytes } = medians(contender);
    return { name: contender.name, seconds, bytes, resources: counts.total, ratio: own.seconds / seconds };
  });
  const ratio = rows[1]?.ratio ?? Number.NaN;
  const within = ratio <= bounds.ratio && own.seconds < bounds.seconds && own.bytes < bounds.bytes;

  if (json) {
    console.log(JSON.stringify({ rows, bounds, within }, undefined, 2));
  } else {
    console.log("synthesis        wall time   peak memory   resources   trailkeeper takes");
    for (const row of rows) {
      const cells = [`${row.seconds.toFixed(1)} s`, `${(row.bytes / 1e6).toFixed(0)} MB`, String(row.resources)];
      const widths = [10, 14, 12];
      const numbers = cells.map((cell, i) => cell.padStart(widths[i] ?? 0)).join("");
      console.log(`${row.name.padEnd(16)}${numbers}   ${row.ratio.toFixed(2)} times as long`);
    }
    const verdict = within ? "within" : "BEYOND";
    console.log(
      `${verdict} the bounds: ${bounds.ratio} times bare cdktf, ${bounds.seconds} s, ${bounds.bytes / 1e9} GB`,
    );
  }
  process.exitCode = within ? 0 : 1;
}

function medians({ measured }: Contender): Measurement {
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return { seconds: median(measured.map(({ seconds }) => seconds)), bytes: median(measured.map(({ bytes }) => bytes)) };
}

main();
