import { Command, Option } from "commander";
import { UserError } from "../../config/user-error";
import { programName } from "../shared/program-name";
import { reportError } from "../shared/report-error";
import { standardOutput } from "../shared/terminal";
import { reportJson } from "./formats/json";
import { reportTable } from "./formats/table";
import { readPlanFiles } from "./reading/plan-file";
import type { Report } from "./report";
import { review } from "./review";
import { ReviewError } from "./review-error";
import { type Severity, severities } from "./rule";
import { isFailure } from "./verdict";

interface Options {
  readonly failOn: Severity;
  readonly allowUnknown?: boolean;
  readonly json?: boolean;
}

const helpText = () => `
Examples:
  terraform plan -out plan.out && terraform show -json plan.out > member-payments.json
  ${programName()} review member-payments.json
  ${programName()} review plans/*.json --fail-on medium

Reads only the files, and needs no credentials. Sensitive values are never printed.

Exit codes: 0 no finding of the severity or above; 1 findings, or values that cannot be judged before apply; 2 a file cannot be
read, or wrong usage.`;

/** `trailkeeper review`: shows what planned changes do to the audit logging. */
export const reviewCommand = (): Command =>
  new Command("review")
    .argument("<plan.json...>", "plans as terraform show -json writes them, one for each root")
    .addOption(new Option("--fail-on <severity>", "least severity that fails").choices(severities).default("high"))
    .option("--allow-unknown", "do not fail for a value that only apply knows")
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action((paths: readonly string[], options: Options) => unreadable(() => run(paths, options)));

/** What cannot be read ends with 2, so that it is never taken for a result. */
function unreadable(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    reportError(error);
    process.exitCode = 2;
  }
}

function run(paths: readonly string[], { failOn, allowUnknown = false, json = false }: Options): void {
  const plans = readPlanFiles(paths);
  if (plans.length === 0) throw new ReviewError("no plan to review");
  const report: Report = { roots: plans.map(({ root }) => root), findings: review(plans), suppressed: 0, notices: [] };
  console.log(json ? reportJson(report) : reportTable(report, standardOutput()));
  process.exitCode = report.findings.some((finding) => isFailure(finding, { failOn, allowUnknown })) ? 1 : 0;
}
