import { join } from "node:path";
import { Command, Option } from "commander";
import type { AuditConfig } from "../../config/audit-config";
import { loadConfig } from "../../config/load";
import { terraformRoots } from "../../config/derived/terraform-roots";
import { UserError } from "../../shared/user-error";
import { readRootList, rootListPath, writeRootList } from "../../synthesis/root-list";
import { Connections } from "../aws-reader/connections";
import { RequestGate } from "../aws-reader/request-gate";
import { Journal, journalNames } from "../deploy/journal";
import { defaultParallelism } from "../deploy/parallelism";
import { TerraformRoots } from "../deploy/terraform-roots";
import { type Root, rootsIn } from "../deploy/waves";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { interruption } from "../../shared/interruption";
import { programName } from "../../shared/program-name";
import { step } from "../../shared/steps";
import { standardOutput } from "../../shared/terminal";
import { bucketProblems, holdProblems, orderProblems } from "./refusals";
import { removedRoot } from "./removed-root";
import { reportOf, reportText } from "./report";
import { inOrder } from "./order";
import type { RootPlan } from "./root-plan";
import { readPlans, takeDown } from "./take-down";
import { copyOfRoot } from "./work-folder";

interface Options {
  readonly config?: string;
  readonly out: string;
  readonly confirm?: string;
  readonly parallel: string;
  readonly program: string;
  readonly json?: boolean;
}

/** Milliseconds before each retry. */
const pauses = [10_000, 30_000, 90_000];

const helpText = () => `
Examples:
  ${programName()} take-down
  ${programName()} take-down member-old
  ${programName()} take-down --confirm o-a1b2c3d4e5
  ${programName()} take-down --json > plan.json

Without --confirm, take-down destroys nothing. It prints the order, the resources to destroy, and the logs that stay, with the
ends of their locks and lifecycles. Members and the aggregator are first, then the management account, then the log archive.
Buckets with logs stay, with their policies, locks, lifecycles and keys. To continue after a failure or an interruption, run the
same command again. To create the resources again, run ${programName()} deploy --yes. To take down a member that is no longer configured,
use its name in audit.roots.json. docs/take-down.md describes the steps.

Exit codes: 0 nothing is left to destroy; 1 refused, failed or interrupted, see standard error; 2 wrong usage; 3 without
--confirm: there are resources to destroy.`;

/** `trailkeeper take-down`: destroys the resources of roots in order, and keeps the logs. */
export const takeDownCommand = (): Command =>
  new Command("take-down")
    .argument("[root...]", "roots to take down (default: all configured roots)")
    .addOption(configOption())
    .option("-o, --out <folder>", "folder of the synthesized output", process.env["CDKTF_OUTDIR"] ?? "cdktf.out")
    .option("--confirm <id>", "destroy the resources; <id> is the id of the organization")
    .option(
      "--parallel <count>",
      "maximum number of roots at the same time; the default depends on memory and cores",
      String(defaultParallelism()),
    )
    .addOption(new Option("--program <name>", "program to run").choices(["terraform", "tofu"]).default("terraform"))
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action(run);

async function run(chosen: readonly string[], options: Options, self: Command): Promise<void> {
  const { out: output, confirm, program } = options;
  if (!/^[1-9]\d{0,2}$/.test(options.parallel)) self.error("error: --parallel: expected a number from 1 to 999");
  const parallelism = Number(options.parallel);
  const { path, isFallback } = chosenConfiguration(options.config);
  if (isFallback)
    throw new UserError("there is no audit.yaml in this folder; name the configuration with --config <file>");
  const config = loadConfig(path);
  if (confirm !== undefined && confirm !== config.organizationId)
    self.error(`error: --confirm: expected ${config.organizationId}, the id of the organization, got ${confirm}`);

  const { roots, names, removed } = rootsToRead(path, config, output, chosen);
  const journal = new Journal(output, journalNames.takeDown);
  const states = new TerraformRoots({ output, program, action: "plan" });
  const work = roots.map((root) => copyOfRoot(root, join(output, "take-down")));
  const plans = await step(`reading the states of ${work.length} roots`, (say) =>
    readPlans(work, states, {
      parallelism,
      waits: confirm !== undefined,
      today: new Date(),
      report: (done) => say(`${done} of ${work.length}`),
    }),
  );
  const wanted = plans.filter(({ root }) => names.includes(root.name));
  refuse([
    ...orderProblems(plans, names),
    ...bucketProblems(wanted),
    ...(names.includes("log-archive") ? await holdProblems(config, () => logArchiveReader(config)) : []),
  ]);

  const waves = inOrder(wanted);
  const outcomes =
    confirm === undefined ? [] : await destroy(waves, { output, program, parallelism, journal, total: wanted.length });
  const isDone = outcomes.length > 0 && outcomes.every(({ result }) => result.startsWith("destroyed"));
  if (isDone) {
    journal.clear();
    forget(path, removed);
  }
  const reports = reportOf(waves.flat(), outcomes);
  console.log(options.json ? JSON.stringify(reports, undefined, 2) : reportText(reports, standardOutput()));
  const isLeft = reports.some(({ destroys }) => destroys > 0);
  if (confirm === undefined && isLeft) {
    console.error(`nothing was destroyed; to destroy these resources, add --confirm ${config.organizationId}`);
    process.exitCode = 3;
  } else if (confirm !== undefined && !isDone) process.exitCode = 1;
}

/** Roots whose states are read, and names of the roots to take down. All states are read, to find roots that need a chosen root. */
function rootsToRead(path: string, config: AuditConfig, output: string, chosen: readonly string[]) {
  const configured = rootsIn(output);
  const expected = terraformRoots(config).map(({ stackName }) => stackName);
  const inOutput = new Set(configured.map(({ name }) => name));
  if (expected.length !== inOutput.size || expected.some((name) => !inOutput.has(name)))
    throw new UserError(
      `${output} was written from another configuration; run ${programName()} synth, or name another folder with --out`,
    );
  const list = readRootList(rootListPath(path));
  const removed = chosen.filter((name) => !inOutput.has(name));
  const unknown = removed.filter((name) => !Object.hasOwn(list.removed, name));
  if (unknown.length > 0) {
    const known = [...inOutput, ...Object.keys(list.removed)].toSorted().join(", ");
    throw new UserError(`unknown root ${unknown.join(", ")}; name one of these roots: ${known}`);
  }
  const again = removed.map((name) =>
    removedRoot(path, name, list.removed[name] ?? "", join(output, "removed-roots", name)),
  );
  const left = Object.keys(list.removed).filter((name) => !removed.includes(name));
  if (chosen.length === 0 && left.length > 0)
    console.error(
      `these roots were removed from the configuration and may still have resources: ${left.join(", ")}; to take them down, name them`,
    );
  const onlyRemoved = chosen.length > 0 && removed.length === chosen.length;
  const names = chosen.length === 0 ? [...inOutput] : [...chosen];
  return { roots: [...again, ...(onlyRemoved ? [] : configured)], names, removed };
}

/** @throws UserError that lists all problems, if there are any */
function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new UserError([...problems, "nothing was destroyed"].join("\n"));
}

async function logArchiveReader(config: AuditConfig) {
  const root = terraformRoots(config).find(({ stackName }) => stackName === "log-archive");
  const connections = new Connections(config.homeRegion, new RequestGate(1), {});
  return root === undefined ? connections.caller : connections.to(root);
}

interface Destroying {
  readonly output: string;
  readonly program: string;
  readonly parallelism: number;
  readonly journal: Journal;
  readonly total: number;
}

async function destroy(waves: readonly (readonly RootPlan[])[], options: Destroying) {
  const { output, program, parallelism, journal, total } = options;
  const planOfRoot = ({ name }: Root) => waves.flat().find(({ root }) => root.name === name);
  // The next deployment must not skip roots that are destroyed now
  new Journal(output).clear();
  const forgetInterrupts = interruption.onceIdle(() => {});
  let done = 0;
  return takeDown({
    waves,
    parallelism,
    pauses,
    journal,
    terraform: new TerraformRoots({
      output,
      program,
      action: "destroy",
      targets: (root) => {
        const plan = planOfRoot(root);
        return plan === undefined || plan.kept.length === 0 ? undefined : plan.destroyed;
      },
    }),
    release: new TerraformRoots({
      output,
      program,
      action: "apply",
      targets: (root) => planOfRoot(root)?.unreleasedWorkgroups,
    }),
    report: ({ root, result, seconds }) => console.error(`${++done} of ${total}: ${root} ${result} after ${seconds} s`),
  }).finally(forgetInterrupts);
}

/** Deletes roots from the list of removed roots after their take-down. */
function forget(path: string, removed: readonly string[]): void {
  if (removed.length === 0) return;
  const listPath = rootListPath(path);
  const list = readRootList(listPath);
  const left = Object.entries(list.removed).filter(([name]) => !removed.includes(name));
  writeRootList(listPath, { ...list, removed: Object.fromEntries(left) });
}
