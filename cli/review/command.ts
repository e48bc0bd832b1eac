import { Command, Option } from "commander";
import { UserError } from "../../shared/user-error";
import { programName, silentProgramName } from "../../shared/program-name";
import { reportError } from "../shared/report-error";
import { standardOutput } from "../../shared/terminal";
import { readOutput } from "../../terraform-types/synthesized/output";
import { reportCodeQuality } from "./formats/code-quality";
import { reportJson } from "./formats/json";
import { reportMarkdown } from "./formats/markdown";
import { reportSarif } from "./formats/sarif";
import { reportTable } from "./formats/table";
import { changedRoots } from "./reading/changed-roots";
import type { Plan } from "../../terraform-types/plan/plan";
import { readPlanFiles } from "../../terraform-types/plan/plan-file";
import { plansBetween } from "./reading/synthesized";
import type { Report } from "./report";
import { review } from "./review";
import { ReviewError } from "./review-error";
import { type Severity, severities } from "./rule";
import { readSuppressions, suppress } from "./suppressions";
import { isFailure } from "./verdict";

interface Options {
  readonly base?: string;
  readonly head?: string;
  readonly failOn: Severity;
  readonly allowUnknown?: boolean;
  readonly suppressions?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly sarif?: boolean;
  readonly codeQuality?: boolean;
  readonly changedRoots?: boolean;
}

const helpText = () => `
Examples:
  terraform plan -out plan.out && terraform show -json plan.out > member-payments.json
  ${programName()} review member-payments.json
  ${silentProgramName()} review plans/*.json --fail-on medium --markdown > comment.md
  ${programName()} review --base ../main/cdktf.out --head cdktf.out

Reads only files, and needs no credentials. Sensitive values are never printed.

Exit codes: 0 no finding has the severity of --fail-on or a higher one; 1 there are such findings, or values that are unknown before
apply; 2 a file cannot be read, or wrong usage.`;

/** `trailkeeper review`: reports planned changes that weaken the audit logging. */
export const reviewCommand = (): Command =>
  new Command("review")
    .argument("[plan.json...]", "plans of roots, one file for each root, written by terraform show -json")
    .option(
      "--base <folder>",
      "compare two synthesized outputs instead of plans; <folder> is the output before the change",
    )
    .option("--head <folder>", "synthesized output after the change, with --base")
    .addOption(
      new Option("--fail-on <severity>", "lowest severity that fails the review").choices(severities).default("high"),
    )
    .option("--allow-unknown", "do not fail for a value that is known only after apply")
    .option("--suppressions <file>", "YAML file that suppresses intended findings")
    .addOption(format("json", "print JSON"))
    .addOption(format("markdown", "print a comment for a pull request"))
    .addOption(format("sarif", "print SARIF 2.1.0 for code scanning"))
    .addOption(format("code-quality", "print a Code Quality report for merge requests of GitLab"))
    .addOption(format("changed-roots", "only print the names of the roots whose Terraform differs, as a JSON list"))
    .addHelpText("after", helpText())
    .action((paths: readonly string[], options: Options) => unreadable(() => run(paths, options)));

const formats = ["json", "markdown", "sarif", "codeQuality", "changedRoots"];

/** An option for an output format. It conflicts with all other formats. */
function format(name: string, description: string): Option {
  const option = new Option(`--${name}`, description);
  return option.conflicts(formats.filter((other) => other !== option.attributeName()));
}

/** Sets exit code 2 for unreadable files, so that no one mistakes the failure for the result of a review. */
function unreadable(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    reportError(error);
    process.exitCode = 2;
  }
}

function run(paths: readonly string[], options: Options): void {
  const { failOn, allowUnknown = false, suppressions: file } = options;
  const suppressions = file === undefined ? [] : readSuppressions(file);
  const plans = plansOf(paths, options);
  if (options.changedRoots) return printChangedRoots(options);
  const today = new Date().toISOString().slice(0, 10);
  const report = { roots: plans.map(({ root }) => root), ...suppress(review(plans), suppressions, today) };
  console.log(formatReport(report, options));
  process.exitCode = report.findings.some((finding) => isFailure(finding, { failOn, allowUnknown })) ? 1 : 0;
}

function printChangedRoots({ base, head }: Options): void {
  if (base === undefined || head === undefined) throw new ReviewError("--changed-roots needs --base and --head");
  console.log(JSON.stringify(changedRoots(base, head)));
}

function plansOf(paths: readonly string[], { base, head }: Options): Plan[] {
  if (base === undefined && head === undefined) {
    if (paths.length === 0) throw new ReviewError("no plan was named; name plan files, or use --base and --head");
    return readPlanFiles(paths);
  }
  if (base === undefined || head === undefined)
    throw new ReviewError("--base and --head must be used together; add the missing option");
  if (paths.length > 0)
    throw new ReviewError("--base and --head conflict with plan files; remove the plan files, or --base and --head");
  return plansBetween(readOutput(base), readOutput(head));
}

function formatReport(report: Report, { json, markdown, sarif, codeQuality }: Options): string {
  if (json === true) return reportJson(report);
  if (markdown === true) return reportMarkdown(report);
  if (codeQuality === true) return reportCodeQuality(report);
  return sarif === true ? reportSarif(report) : reportTable(report, standardOutput());
}
