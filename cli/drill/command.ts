import { setTimeout as wait } from "node:timers/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import type { AuditConfig } from "../../config/audit-config";
import { detectionsOf } from "../../config/derived/detections-of";
import { terraformRoots } from "../../config/derived/terraform-roots";
import { loadConfig } from "../../config/load";
import { namesFor } from "../../config/names/names";
import { namedAccounts } from "../../config/derived/accounts";
import { alertingAccountId } from "../../config/names/alerting-account";
import { partitions } from "../../config/partitions";
import { UserError } from "../../shared/user-error";
import type { Detection } from "../../detections/detection";
import type { ClientSettings } from "../../shared/aws-client";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { interruption } from "../../shared/interruption";
import { programName } from "../../shared/program-name";
import { step } from "../../shared/steps";
import { standardOutput } from "../../shared/terminal";
import { AwsSession } from "./aws-session";
import { runDrill } from "./drill";
import { drillNamesOf, newDrillName } from "./drill-names";
import { drillPlan } from "./drill-plan";
import type { DrillResult } from "./drill-result";
import { type Undoing, removeLeftovers } from "./leftovers";
import { policyText } from "../policy/policy-text";
import { drillPolicy } from "../policy/drill/drill-policy";
import { planTable, resultTable } from "./report";
import { Subscriber } from "./subscriber";

interface Options {
  readonly config?: string;
  readonly account?: string;
  readonly role?: string;
  readonly timeout: number;
  readonly every: number;
  readonly dryRun?: boolean;
  readonly policy?: boolean;
  readonly clean?: boolean;
  readonly json?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} drill --dry-run
  ${programName()} drill trail-changes config-recorder-stopped
  ${programName()} drill --account payments --timeout 1800 --json
  ${programName()} drill --clean

A drill NOTIFIES PEOPLE, because no alarm excludes it: inform them first. It sends calls that AWS refuses, that change
nothing, or that the drill undoes, and verifies that each call leads to a message. docs/drill.md lists the calls.

Exit codes: 0 every message arrived; 1 failure, see standard error; 2 wrong usage; 3 a step was not reached in time, or an
alarm is missing or notifies no one; 4 every other message arrived, but some alarms were in ALARM before the drill.`;

/** `trailkeeper drill`: sends harmless calls, and verifies that each call notifies people. */
export const drillCommand = (settings: ClientSettings = {}): Command =>
  new Command("drill")
    .argument("[detection...]", "ids of detections (default: all detections that can be drilled)")
    .addOption(configOption())
    .option("-a, --account <id or name>", "account that makes the calls (default: the caller's)")
    .option("--role <name>", "role to assume in accounts other than the caller's (default: the role that deploys)")
    .option("--timeout <seconds>", "maximum time to wait for the last step", seconds, 900)
    .option("--every <seconds>", "time between two reads of the pipeline", seconds, 5)
    .addOption(new Option("--dry-run", "only show the calls that the drill would send").conflicts(["clean", "policy"]))
    .addOption(
      new Option(
        "--clean",
        "only remove the resources of earlier drills, including drills that may still run",
      ).conflicts("policy"),
    )
    .addOption(new Option("--policy", "earlier form of trailkeeper policy drill").hideHelp())
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action((ids: readonly string[], options: Options) => run(ids, options, settings));

function seconds(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("expected a number of seconds from 1 to 99999.");
}

async function run(ids: readonly string[], options: Options, settings: ClientSettings): Promise<void> {
  const { path, isFallback } = chosenConfiguration(options.config);
  if (isFallback)
    throw new UserError(
      `there is no configuration, so there are no alarms to drill; run ${programName()} init to create audit.yaml`,
    );
  const config = loadConfig(path);
  const detections = detectionsOf(config);
  const chosen = chosenDetections(ids, detections);
  if (options.policy) {
    console.log(policyText(drillPolicy(config, detections)));
    return;
  }
  const accountId = options.account === undefined ? undefined : accountOf(options.account, config);
  if (options.dryRun) {
    const names = drillNamesOf(config, accountId ?? config.accounts.management, newDrillName(new Date()));
    const plan = drillPlan(chosen, names);
    print(options, { ...plan, calls: plan.calls.map((call) => ({ ...call, input: call.input(names) })) }, () =>
      planTable(plan, names, standardOutput()),
    );
    return;
  }

  const caller = await AwsSession.ofCaller(config.homeRegion, settings);
  const name = newDrillName(new Date());
  const sessionOf = async (id: string): Promise<AwsSession> =>
    id === caller.accountId ? caller : await caller.as(roleArnOf(id, options, config), name);
  const calling = await sessionOf(accountId ?? caller.accountId);
  const alerting = await sessionOf(alertingAccountId(config));
  const undoing = undoingOf(config, detections, alerting, drillNamesOf(config, calling.accountId, name));
  const { removed, running } = await removeLeftovers(undoing, new Date(), options.clean);
  for (const left of removed) console.error(`removed the resources of the earlier drill ${left}`);
  for (const left of running) {
    console.error(`${left.name} may still run until ${left.expires}; to remove it now: ${programName()} drill --clean`);
  }
  if (options.clean) {
    print(options, { removed }, () => (removed.length === 0 ? "there are no resources of earlier drills" : ""));
    return;
  }
  await drill(chosen, options, { config, calling, ...undoing });
}

/** The input of a drill, and of the removal of its resources. */
interface DrillContext extends Undoing {
  readonly config: AuditConfig;
  readonly calling: AwsSession;
}

async function drill(chosen: readonly Detection[], options: Options, context: DrillContext): Promise<void> {
  const plan = drillPlan(chosen, context.names);
  if (plan.calls.length === 0) {
    const reasons = plan.undrilled.map(({ id, reason }) => `${id}: ${reason}`).join("\n");
    throw new UserError(`none of these detections has a drill; name other detections:\n${reasons}`);
  }
  const controller = new AbortController();
  const forget = interruption.onceIdle(() => controller.abort());
  const result = await step(`drill ${context.names.name}: people are notified`, (say) =>
    runDrill({
      ...context,
      plan,
      timeoutSeconds: options.timeout,
      pollSeconds: options.every,
      signal: controller.signal,
      progress: progressTo(say),
      sleep,
    }),
  ).finally(forget);
  print(options, { ...result, undrilled: plan.undrilled }, () => resultTable(result, standardOutput()));
  if (controller.signal.aborted) throw new UserError("interrupted; the resources of the drill were removed");
  process.exitCode = exitCodeOf(result);
}

/** Waits. An interrupt of the drill ends the wait. */
async function sleep(duration: number, signal: AbortSignal): Promise<void> {
  await wait(duration * 1_000, undefined, { signal }).catch(() => undefined);
}

/** Milliseconds between two progress lines if standard error is not a terminal. */
const quiet = 10_000;

/** Shows progress. Without a terminal, it prints a line every ten seconds. */
function progressTo(say: (text: string) => void): (text: string) => void {
  let next = Date.now() + quiet;
  return (text) => {
    say(text);
    if (process.stderr.isTTY || Date.now() < next) return;
    next = Date.now() + quiet;
    console.error(text);
  };
}

function exitCodeOf({ detections }: DrillResult): number {
  const outcomes = detections.map(({ outcome }) => outcome);
  if (outcomes.some((outcome) => outcome !== "arrived" && outcome !== "raised before")) return 3;
  return outcomes.includes("raised before") ? 4 : 0;
}

function undoingOf(
  config: AuditConfig,
  detections: readonly Detection[],
  alerting: AwsSession,
  names: Undoing["names"],
): Undoing {
  const { partition, homeRegion: region } = config;
  const { topicArn } = namesFor(config);
  const subscriber = new Subscriber(alerting, { partition, region, topicArns: [topicArn("page"), topicArn("notify")] });
  const [globalRegion = region] = partitions[partition].globalEventRegions;
  return { detections, alerting, subscriber, names, globalRegion };
}

/** @throws UserError for a detection that is not deployed */
function chosenDetections(ids: readonly string[], detections: readonly Detection[]): readonly Detection[] {
  const unknown = ids.filter((id) => !detections.some((detection) => detection.id === id));
  if (unknown.length > 0) {
    throw new UserError(`the configuration deploys no detection ${unknown.join(", ")}; docs/drill.md lists the ids`);
  }
  return ids.length === 0 ? detections : detections.filter(({ id }) => ids.includes(id));
}

/** @throws UserError for an account that is not configured */
function accountOf(chosen: string, config: AuditConfig): string {
  const found = namedAccounts(config).find(({ id, name }) => id === chosen || name === chosen);
  if (found !== undefined) return found.id;
  throw new UserError(`no account ${chosen} in the configuration; correct the id or the name`);
}

/** @throws UserError if no role is known */
function roleArnOf(id: string, { role }: Options, config: AuditConfig): string {
  const root = terraformRoots(config).find((one) => one.id === id);
  const roleArn = role === undefined ? root?.deployRoleArn : `arn:${config.partition}:iam::${id}:role/${role}`;
  if (roleArn !== undefined) return roleArn;
  throw new UserError(
    `no role to assume in account ${id}: use credentials of this account, or name a role with --role`,
  );
}

const print = ({ json }: Options, value: unknown, text: () => string): void =>
  console.log(json ? JSON.stringify(value, undefined, 2) : text());
