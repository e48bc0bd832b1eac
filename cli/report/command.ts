import { writeFileSync } from "node:fs";
import { Command, Option } from "commander";
import { namedAccounts } from "../../config/derived/accounts";
import { athenaTarget, type QueryTarget } from "../query/query-target";
import { stopOnInterrupt } from "../query/stop-on-interrupt";
import { configOption } from "../shared/config-option";
import { programName } from "../../shared/program-name";
import { step } from "../../shared/steps";
import { loadCharts } from "./charts";
import { gather } from "./gather";
import { readAlarms, readEstimate, readJson } from "./given-files";
import { pageOf } from "./page";
import { periodOf } from "./period";
import { type ReportData, reportDataSchema } from "./report-data";

interface Options {
  readonly config?: string;
  readonly responder?: boolean;
  readonly data?: string;
  readonly saveData?: string;
  readonly month?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly alarms?: string;
  readonly cost?: string;
  readonly out: string;
  readonly json?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} report
  ${programName()} report --month --out october.html
  ${programName()} report --from 2026-11-16 --to 2026-11-22 --alarms history.json --cost estimate.json
  ${programName()} report --save-data november.json --json
  ${programName()} report --data november.json --out november.html

Runs ten saved queries with the AWS credentials of the environment, which must belong to the log-archive account. Needs no
credentials with --data. docs/report.md describes the page.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage; 3 the page lacks some answers, and lists the missing answers.`;

/**
 * `trailkeeper report`: writes a report on a week or a month.
 *
 * @param connect connects to the archive of another program; by default, the configuration and its options name the archive
 */
export function reportCommand(connect?: () => QueryTarget): Command {
  const command = new Command("report")
    .addOption(
      new Option("--data <file>", "write the page from a file that --save-data wrote").conflicts([
        "month",
        "from",
        "to",
      ]),
    )
    .option("--save-data <file>", "write the answers of the queries to a JSON file")
    .addOption(
      new Option("--month", "report on the last complete month (default: the last complete week)").conflicts([
        "from",
        "to",
      ]),
    )
    .option("--from <day>", "first day, yyyy-MM-dd in UTC")
    .option("--to <day>", "last day, included")
    .option("--alarms <file>", "file with the output of aws cloudwatch describe-alarm-history")
    .option("--cost <file>", "file with the output of trailkeeper cost --json")
    .option("--out <file>", "HTML file to write", "report.html")
    .option("--json", "print the names of the written files as JSON")
    .addHelpText("after", helpText());
  if (connect === undefined) addAthenaOptions(command);
  return command.action((options: Options) =>
    run(options, connect ?? (() => athenaTarget(options.config, options.responder === true))),
  );
}

/** Adds the options that name an archive in Athena. */
const addAthenaOptions = (command: Command): Command =>
  command
    .addOption(configOption().conflicts("data"))
    .addOption(
      new Option("--responder", "run in the workgroup of incident responders, which has a higher scan limit").conflicts(
        "data",
      ),
    );

async function run(options: Options, connect: () => QueryTarget): Promise<void> {
  const answers = await answersOf(options, new Date(), connect);
  const data: ReportData = {
    ...answers,
    ...(options.alarms !== undefined && { alarms: readAlarms(options.alarms, answers) }),
    ...(options.cost !== undefined && { cost: readEstimate(options.cost) }),
  };
  if (options.saveData !== undefined) writeFileSync(options.saveData, `${JSON.stringify(data, undefined, 2)}\n`);

  writeFileSync(options.out, pageOf(data, await loadCharts()));
  const missing = Object.entries(data.answers).flatMap(([name, { problem, unreadable }]) =>
    problem === undefined && unreadable.length === 0 ? [] : [name],
  );
  const written = { page: options.out, from: data.from, to: data.to, missing };
  console.log(options.json ? JSON.stringify(written, undefined, 2) : textOf(written));
  if (missing.length > 0) process.exitCode = 3;
}

interface Written {
  readonly page: string;
  readonly from: string;
  readonly to: string;
  readonly missing: readonly string[];
}

function textOf({ page, from, to, missing }: Written): string {
  return [
    `wrote ${page}: ${from} to ${to}`,
    ...(missing.length === 0
      ? []
      : [`these queries have no complete answer: ${missing.join(", ")}; the page contains the reasons`]),
  ].join("\n");
}

/** The data of the report, from a file or from saved queries. */
async function answersOf(options: Options, now: Date, connect: () => QueryTarget): Promise<ReportData> {
  if (options.data !== undefined) {
    return readJson(options.data, reportDataSchema, "the data of a report that --save-data wrote");
  }
  const period = periodOf(options, now);
  const target = connect();
  const engine = target.connect();
  stopOnInterrupt(engine);
  const gathered = await step("running the queries of the report", (say) =>
    gather({ target, engine, period, now, say }),
  );
  const { config } = target;
  return {
    version: 1,
    organization: `${config.prefix} (${config.organizationId})`,
    ...period,
    madeAt: `${now.toISOString().slice(0, 16)}Z`,
    accounts: Object.fromEntries(namedAccounts(config).map(({ id, name }) => [id, name])),
    ...gathered,
  };
}
