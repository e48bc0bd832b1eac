import { Command, InvalidArgumentError, Option } from "commander";
import { interruption } from "../../shared/interruption";
import { programName } from "../../shared/program-name";
import { standardOutput } from "../../shared/terminal";
import { type Outcome, deploy } from "./deployment";
import { Journal, journalNames } from "./journal";
import { hasChanges, outcomeTable } from "./outcome-table";
import { defaultParallelism } from "./parallelism";
import { SavedPlan } from "./saved-plan";
import { type Action, TerraformRoots } from "./terraform-roots";
import { rootsIn, wavesOf } from "./waves";

interface Options {
  readonly out: string;
  readonly canary?: readonly string[];
  readonly parallel: number;
  readonly plan?: boolean;
  readonly saved?: boolean;
  readonly yes?: boolean;
  readonly restart?: boolean;
  readonly program: string;
  readonly json?: boolean;
}

/** Milliseconds before each retry. */
const pauses = [10_000, 30_000, 90_000];

const helpText = () => `
Examples:
  ${programName()} deploy --plan
  ${programName()} deploy --yes --canary member-sandbox
  ${programName()} deploy --saved --yes
  ${programName()} deploy member-payments member-website --yes

Roots are deployed in waves: first the log archive, then the management account, the canaries, and all other roots. After a
failure, the next wave does not start. To continue after a failure or an interruption, run the same command again: it skips
applied roots. The output of Terraform is in the folder deploy-logs/ of the output folder.

Exit codes: 0 success, or with --plan no changes; 1 failure or interruption; 2 wrong usage; 3 with --plan: changes; 4 with
--plan: no failure, but a root cannot be planned before another root is applied.`;

/** `trailkeeper deploy`: plans or applies the Terraform of every account. */
export const deployCommand = (): Command =>
  new Command("deploy")
    .argument("[root...]", "roots to deploy (default: all)")
    .option("-o, --out <folder>", "folder of the synthesized output", process.env["CDKTF_OUTDIR"] ?? "cdktf.out")
    .addOption(
      new Option("--plan", "only plan, and save each plan in the folder of its root").conflicts(["saved", "yes"]),
    )
    .option("--saved", "apply exactly the saved plans")
    .option("-y, --yes", "apply the changes; deploy needs --yes or --plan")
    .option("--canary <root...>", "roots to deploy before the other roots of their wave")
    .option(
      "--parallel <count>",
      "maximum number of roots at the same time; the default depends on memory and cores",
      count,
      defaultParallelism(),
    )
    .option("--restart", "also apply roots that an interrupted deployment already applied")
    .addOption(new Option("--program <name>", "program to run").choices(["terraform", "tofu"]).default("terraform"))
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action(run);

function count(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("expected a number from 1 to 999.");
}

async function run(roots: readonly string[], options: Options, self: Command): Promise<void> {
  const { out: output, canary: canaries = [], parallel: parallelism, plan: planOnly = false } = options;
  if (!planOnly && !options.yes)
    self.error("error: deploy changes AWS accounts; review the changes with --plan, then apply them with --yes");
  const waves = wavesOf(rootsIn(output), { roots, canaries });
  const action: Action = planOnly ? "plan" : options.saved ? "apply the saved plan" : "apply";
  const terraform = new TerraformRoots({ output, program: options.program, action });
  const journal = new Journal(output);
  if (options.restart) journal.clear();
  // A root that is applied again is no longer taken down
  if (!planOnly) new Journal(output, journalNames.takeDown).clear();

  const total = waves.flat().length;
  let done = 0;
  // Without a running child process, an interrupt only prevents the start of the next one
  const forget = interruption.onceIdle(() => {});
  const outcomes = await deploy({
    waves,
    planOnly,
    parallelism,
    pauses,
    journal: {
      // A saved plan that was not applied is newer than the journal
      has: (root) => journal.has(root) && !(options.saved && new SavedPlan(root).exists()),
      add: (root) => journal.add(root),
    },
    attempt: (root) => terraform.attempt(root),
    report: (outcome) => console.error(`${++done} of ${total}: ${lineOf(outcome)}`),
  }).finally(forget);
  if (!planOnly && outcomes.every(isDone)) {
    if (roots.length === 0) journal.clear();
    else journal.forget(outcomes.filter(({ result }) => result === "applied").map(({ root }) => root));
  }
  console.log(options.json ? JSON.stringify(outcomes, undefined, 2) : outcomeTable(outcomes, standardOutput()));
  process.exitCode = exitCodeOf(outcomes, planOnly);
}

function lineOf({ root, result, seconds }: Outcome): string {
  return `${root} ${result} after ${seconds} s`;
}

const isDone = ({ result }: Outcome): boolean => ["applied", "planned", "applied before"].includes(result);

function exitCodeOf(outcomes: readonly Outcome[], planOnly: boolean): number {
  const unfinished = outcomes.filter((outcome) => !isDone(outcome));
  if (unfinished.some(({ result }) => result !== "cannot be planned yet")) return 1;
  if (unfinished.length > 0) return 4;
  return planOnly && outcomes.some(({ changes }) => hasChanges(changes)) ? 3 : 0;
}
