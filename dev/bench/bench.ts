import { parseArgs } from "node:util";
import { toError } from "../../shared/thrown";
import type { BenchRow } from "./bench-row";
import { benchDeploy } from "./deploy";
import { benchDetections } from "./detections";
import { benchDigests } from "./digests";
import { benchLake } from "./lake";
import { benchReview } from "./review";
import { benchStart } from "./start";
import { benchSynthesis } from "./synthesis";
import { benchVerify } from "./verify";

const help = `usage: npm run bench -- [synthesis] [sources] [detections] [digests] [review] [start] [deploy] [verify] [lake] [options]

synthesis     synthesizes an organization in four regions with trailkeeper, and the same resources with bare cdktf, in turns.
              Bare cdktf also runs without the stack traces of tokens, which trailkeeper disables. The bench also writes the
              same files again. Prints medians over the rounds of wall time, peak memory and resource count, and the time of
              trailkeeper as a multiple of each other time. Compares a random tenth of the members with the output of cdktf.
sources       runs synthesis with every log source of every account enabled.
detections    parses CloudTrail events, which include evasion rows, with JSON.parse, and runs all detections over the same
              files with the code of trailkeeper backtest, in turns. The measured times do not include reading the files.
              Prints time on one core, rates, and peak memory after a quarter of the files and after all files.
digests       verifies a day of digests and log files with the code of trailkeeper digests, and only decompresses and hashes
              the same log files, in turns. Prints times, and peak memory after a quarter of the files and after all files.
review        reads a plan of 10,000 resources with JSON.parse and with trailkeeper review, in turns. 1,000 resources and 13
              bucket policies change. Runs ten times the number of rounds, and prints the medians.
start         prints the help of the packed program and of other programs, in turns. Runs five times the number of rounds, and
              prints the medians.
deploy        deploys members to the local AWS: one half with a plain loop over terraform apply, the other half with
              trailkeeper deploy, which is killed twice and run again. Prints wall time, and peak memory of Terraform.
verify        verifies members in four regions with the AWS SDK against a server on this machine. The roles of 1 % of the
              accounts cannot be assumed, and 2 % of the requests are throttled. Prints wall time, requests, and memory after
              a quarter of the regions and after all regions.
lake          loads generated log files of CloudTrail with the job of the lakehouse, and with Spark that only converts them.
              Some log files are late, duplicate or broken. Runs the same ten saved queries on the JSON and on the Iceberg
              table, in turns, with Trino. Prints bytes read and the shortest times. Fails if the returned rows differ.

  --members     member accounts (default 5000 for synthesis, 1000 for sources, 40 for deploy, 1000 for verify)
  --megabytes   size of the events of detections (default 2000), or decompressed size of the log files of digests (default
                10000) or of lake (default 5000)
  --kills       how often the job of lake is killed and started again (default 0)
  --rounds      how often each measurement runs (default 3)
  --json        prints JSON instead of tables

exit codes: 0 all results are within their bounds, 1 a result exceeds a bound, 2 invalid arguments

examples:
  npm run bench
  npm run bench -- detections
  npm run bench -- synthesis --members 100 --rounds 1
`;

interface Arguments {
  readonly members: number | undefined;
  readonly megabytes: number | undefined;
  readonly rounds: number;
  readonly kills: number;
}

const benches: Readonly<Record<string, (options: Arguments) => BenchRow | Promise<BenchRow>>> = {
  synthesis: (options) => benchSynthesis({ ...options, sources: "default" }),
  sources: (options) => benchSynthesis({ ...options, sources: "all" }),
  detections: ({ megabytes = 2_000, rounds }) => benchDetections({ megabytes, rounds }),
  digests: ({ megabytes = 10_000, rounds }) => benchDigests({ megabytes, rounds }),
  review: benchReview,
  start: benchStart,
  deploy: benchDeploy,
  verify: benchVerify,
  lake: ({ megabytes = 5_000, rounds, kills }) => benchLake({ megabytes, rounds, kills }),
};

async function main(): Promise<void> {
  const { names, json, ...options } = readArguments();
  const rows: [name: string, row: BenchRow | undefined][] = [];
  for (const name of names) rows.push([name, await benches[name]?.(options)]);
  if (json) {
    const measured = rows.map(([name, row]) => [name, row?.measured] as const);
    console.log(JSON.stringify(Object.fromEntries(measured), undefined, 2));
  } else {
    console.log(rows.map(([, row]) => row?.text.join("\n")).join("\n\n"));
  }
  process.exitCode = rows.every(([, row]) => row?.within) ? 0 : 1;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        members: { type: "string" },
        megabytes: { type: "string" },
        rounds: { type: "string", default: "3" },
        kills: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      console.log(help);
      process.exit(0);
    }
    const { members, megabytes, rounds, kills } = values;
    const counts = {
      members: members === undefined ? undefined : whole("members", members),
      megabytes: megabytes === undefined ? undefined : whole("megabytes", megabytes),
      rounds: whole("rounds", rounds),
      kills: kills === undefined ? 0 : whole("kills", kills),
    };
    return { names: checkNames(positionals), json: values.json, ...counts };
  } catch (error) {
    console.error(`${toError(error).message}\n\n${help}`);
    process.exit(2);
  }
}

function checkNames(names: readonly string[]): readonly string[] {
  const unknown = names.find((name) => !Object.hasOwn(benches, name));
  if (unknown !== undefined)
    throw new Error(`bench ${unknown} does not exist; use one of ${Object.keys(benches).join(", ")}`);
  return names.length > 0 ? names : Object.keys(benches);
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} must be a whole number, 1 or more, got ${text}`);
  return Number(text);
}

void main();
