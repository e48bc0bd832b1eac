import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { organizationYaml } from "./organization";

/** What the project promises, at 1,000 members in four regions on two cores. */
const bounds = { ratio: 1.3, seconds: 60, bytes: 2e9 };

const help = `usage: npm run bench -- [--members <count>] [--rounds <count>] [--json]

Synthesizes an organization in four regions, and the same resources with bare cdktf, in turns. Prints wall time,
peak memory and resource count of both, medians over the rounds, and their ratio.

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
    const bare: Contender = {
      name: "bare cdktf",
      script: ["tools/bench/bare.ts", config, ours.outdir],
      outdir: join(folder, "bare"),
      env: {},
      measured: [],
    };

    for (let round = 1; round <= rounds; round++) {
      for (const contender of [ours, bare]) {
        console.error(`round ${round} of ${rounds}: ${contender.name} …`);
        contender.measured.push(measure(contender, folder));
      }
    }
    report(ours, bare, json);
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
      stdio: ["ignore", "inherit", "inherit"],
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

function report(ours: Contender, bare: Contender, json: boolean): void {
  const [ourCount, bareCount] = [countResources(ours.outdir), countResources(bare.outdir)];
  if (JSON.stringify(ourCount.byStack) !== JSON.stringify(bareCount.byStack)) {
    throw new Error("bare cdktf did not create the same resources; tools/bench/bare.ts has to follow stacks/member.ts");
  }

  const rows = [
    { name: ours.name, ...medians(ours), resources: ourCount.total },
    { name: bare.name, ...medians(bare), resources: bareCount.total },
  ] as const;
  const ratio = rows[0].seconds / rows[1].seconds;
  const within = ratio <= bounds.ratio && rows[0].seconds < bounds.seconds && rows[0].bytes < bounds.bytes;

  if (json) {
    console.log(JSON.stringify({ rows, ratio, bounds, within }, undefined, 2));
  } else {
    console.log("synthesis       wall time   peak memory   resources");
    for (const { name, seconds, bytes, resources } of rows) {
      console.log(
        `${name.padEnd(14)}${`${seconds.toFixed(1)} s`.padStart(11)}${`${(bytes / 1e6).toFixed(0)} MB`.padStart(14)}${String(resources).padStart(12)}`,
      );
    }
    console.log(
      `ratio ${ratio.toFixed(2)} (at most ${bounds.ratio}, under ${bounds.seconds} s and ${bounds.bytes / 1e9} GB): ${within ? "within" : "BEYOND"} the bounds`,
    );
  }
  process.exitCode = within ? 0 : 1;
}

function medians({ measured }: Contender): Measurement {
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return { seconds: median(measured.map(({ seconds }) => seconds)), bytes: median(measured.map(({ bytes }) => bytes)) };
}

main();
