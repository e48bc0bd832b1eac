import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { configPath, loadConfig } from "../../config/load";
import { namesFor } from "../../config/names";
import type { AuditConfig } from "../../config/schema";
import { type SavedQuery, savedQueries } from "../../queries/saved-queries";
import { CommandError } from "../local/command";
import { runFolder } from "../local/folders";
import { LocalSession } from "../local/session";
import { step } from "../local/steps";
import { standardOutput } from "../terminal";
import { answerCsv, answerJson, answerTable, bytesText, costOf } from "./answer";
import { argumentsFor, givenBy } from "./arguments";
import { AthenaEngine } from "./athena-engine";
import { dryRun, dryRunText } from "./dry-run";
import { LocalEngine } from "./local-engine";
import type { QueryAnswer, QueryEngine } from "./query-engine";
import { checkTables, findQuestion } from "./question";

interface Options {
  readonly account?: string;
  readonly region?: string;
  readonly from?: string;
  readonly to?: string;
  readonly param?: Readonly<Record<string, string>>;
  readonly responder?: boolean;
  readonly local?: string | true;
  readonly dryRun?: boolean;
  readonly csv?: boolean;
  readonly json?: boolean;
}

/** `trailkeeper query`: asks the archive a saved question. */
export const queryCommand = (): Command =>
  new Command("query")
    .description("ask the archive a saved question, or list them")
    .argument("[name]", "name of the question; without one, all are listed")
    .option("--account <id>", "events of this account only")
    .option("--region <name>", "events of this region only")
    .option("--from <day>", "first day, yyyy-MM-dd in UTC (default: six days before today)")
    .option("--to <day>", "last day, included (default: today)")
    .option("--param <name=value>", "another parameter of the question; may be repeated", parameter)
    .option("--responder", "ask in the responders' workgroup, which may read more")
    .option("--local [folder]", "ask the local AWS instead of Athena")
    .addOption(new Option("--dry-run", "print the SQL and what it would read, and ask nobody").conflicts("csv"))
    .addOption(new Option("--csv", "print comma-separated values").conflicts("json"))
    .option("--json", "print JSON")
    .addHelpText("after", helpText)
    .action(query);

const helpText = `
Examples:
  npm run trailkeeper -- query
  npm run trailkeeper -- query identity-root-activity --from 2026-11-01 --to 2026-11-07
  npm run trailkeeper -- query incident-actions-of-access-key --param key=AKIAIOSFODNN7EXAMPLE
  npm run trailkeeper -- query network-largest-transfers --dry-run
  npm run --silent trailkeeper -- query identity-root-activity --csv > root.csv

Credentials are those of the usual AWS environment, for the log-archive account.

Exit codes: 0 done; 1 it could not be done, standard error says why; 2 wrong usage.`;

function parameter(text: string, earlier: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("expected name=value.");
  return { ...earlier, [name]: value };
}

async function query(name: string | undefined, options: Options, command: Command): Promise<void> {
  const questions = savedQueries();
  if (name === undefined) {
    console.log(options.json ? JSON.stringify(questions, undefined, 2) : listOf(questions));
    return;
  }
  const now = new Date();
  const { question, values } = understood(command, () => asked(questions, name, options, now));
  if (options.local !== undefined && !options.dryRun) return ask(question, values, local(options.local), options);

  const config = loadConfig(configPath());
  if (options.local === undefined) checkTables(question, config);
  if (!options.dryRun) return ask(question, values, athena(config, options), options);
  const run = dryRun(question, values, config, now);
  console.log(options.json ? JSON.stringify(run, undefined, 2) : dryRunText(run));
}

/** Ends with the exit code of wrong usage where a question is not understood. */
function understood<T>(command: Command, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CommandError) command.error(`error: ${error.message}`);
    throw error;
  }
}

function asked(questions: readonly SavedQuery[], name: string, options: Options, now: Date) {
  const { account, region, from, to, param = {} } = options;
  const question = findQuestion(questions, name);
  return { question, values: argumentsFor(question, givenBy({ account, region, from, to }, param), now) };
}

/** Every question by its group, with what it answers. */
function listOf(questions: readonly SavedQuery[]): string {
  const longest = Math.max(...questions.map(({ name }) => name.length));
  return questions.map(({ name, description }) => `${name.padEnd(longest)}  ${description}`).join("\n");
}

/** Where a question is asked. */
interface Place {
  readonly engine: QueryEngine;
  readonly database: string;
}

async function ask(
  { name, sql }: SavedQuery,
  values: readonly string[],
  { engine, database }: Place,
  options: Options,
): Promise<void> {
  const answer = await step(`asking ${name}`, (say) =>
    engine.answer({ sql, values, database }, (state, bytes) => say(`${state}, ${bytesText(bytes)} read`)),
  );
  console.log(drawn(answer, options));
  if (!options.json) console.error(`${answer.rows.length} rows; ${costText(answer, options)}`);
}

function athena(config: AuditConfig, { responder }: Options): Place {
  const names = namesFor(config);
  const workgroup = responder ? names.responderWorkgroupName : names.workgroupName;
  return { engine: new AthenaEngine(workgroup, { region: config.homeRegion }), database: names.databaseName };
}

function local(folder: string | true): Place {
  const session = new LocalSession(resolve(folder === true ? runFolder : folder));
  if (!session.isDeployed()) throw new CommandError("the local AWS does not run; start it with: npm run local");
  return { engine: new LocalEngine(session), database: namesFor(session.deployment.config).databaseName };
}

function drawn(answer: QueryAnswer, { csv, json }: Options): string {
  if (json) return answerJson(answer);
  if (csv) return answerCsv(answer);
  return answerTable(answer, standardOutput());
}

function costText({ scannedBytes }: QueryAnswer, { local: isLocal }: Options): string {
  const read = `${bytesText(scannedBytes)} read`;
  return isLocal ? read : `${read}, about $${costOf(scannedBytes).toPrecision(2)}`;
}
