import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../../shared/child-process";
import { localFolder, repository, runFolder } from "../../local-aws/folders";
import { installPackages } from "../../local-aws/emulator/python-environment";
import { findTools } from "../../local-aws/requirements";
import { LocalSession } from "../../local-aws/session";
import { reportError } from "../../cli/shared/report-error";
import { step } from "../../shared/steps";
import { isComplete } from "../../local-aws/up";
import { acceptedFindings } from "./accepted-findings";
import { runCheckov, scannedConfigurations } from "./checkov";
import { type Finding, judge, type Verdict } from "./finding";
import { runProwler, scannedAccounts } from "./prowler";
import { scannersPage } from "./scanners-page";

/** `npm run scan`: runs Checkov on the Terraform and Prowler on the local AWS, and writes the page of their findings. */
const folder = join(localFolder, "scan");
const page = join(repository, "docs/scanners.md");

function requirementsOf(scanner: string): string {
  return join(__dirname, `${scanner}.txt`);
}

function versionOf(scanner: string): string {
  return readFileSync(requirementsOf(scanner), "utf8").trim().split("==")[1] ?? "";
}

async function checkovFindings(python: string): Promise<Finding[]> {
  const programs = await step("installing Checkov", () =>
    installPackages(python, "checkov", requirementsOf("checkov")),
  );
  const found: Finding[] = [];
  for (const path of scannedConfigurations) {
    const roots = join(folder, path.replaceAll(/\W/g, "-"));
    found.push(...(await step(`running Checkov over ${path}`, () => runCheckov(programs, roots, path))));
  }
  return found;
}

async function prowlerFindings(python: string): Promise<Finding[]> {
  const { deployment } = new LocalSession(runFolder);
  const programs = await step("installing Prowler", () =>
    installPackages(python, "prowler", requirementsOf("prowler")),
  );
  const found: Finding[] = [];
  for (const account of scannedAccounts(deployment.organization)) {
    const work = () => runProwler(programs, folder, deployment, account);
    found.push(...(await step(`running Prowler over ${account.name}`, work)));
  }
  return found;
}

/** @throws {CommandError} when the local AWS is not running */
function requireDeployment(): void {
  const session = new LocalSession(runFolder);
  if (session.isDeployed() && isComplete(session.deployment)) return;
  throw new CommandError("Prowler reads the local AWS, which is not running; run: npm run local");
}

function describe({ explained, unexplained, unused }: Verdict): string {
  return [
    ...unexplained.map(
      ({ scanner, check, title, resource }) => `no reason for ${scanner} ${check}, ${resource}: ${title}`,
    ),
    ...unused.map((check) => `no finding is left for the reason of ${check}; remove it`),
    `${explained.length} findings have a reason; docs/scanners.md lists them`,
  ].join("\n");
}

async function scan(): Promise<void> {
  const { python } = findTools(["python", "terraform"]);
  requireDeployment();
  const findings = [...(await checkovFindings(python)), ...(await prowlerFindings(python))];
  const verdict = judge(findings, acceptedFindings);
  writeFileSync(page, scannersPage(verdict, { Checkov: versionOf("checkov"), Prowler: versionOf("prowler") }));
  console.log(describe(verdict));
  if (verdict.unexplained.length + verdict.unused.length > 0) process.exitCode = 1;
}

scan().catch(reportError);
