import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runChecked } from "../../shared/child-process";
import { awsEnvironment, type LocalDeployment } from "../../local-aws/terraform/deployment";
import type { LocalOrganization } from "../../local-aws/organization";
import type { Finding } from "./finding";

/** An account of the local AWS, with Prowler's names of the services that this project uses in it. */
export interface ScannedAccount {
  readonly name: string;
  readonly id: string;
  readonly services: readonly string[];
}

/** Accounts to scan. One member represents all members. */
export function scannedAccounts({ logArchive, management, members }: LocalOrganization): ScannedAccount[] {
  const [member = { name: "", id: "" }] = members;
  return [
    { name: "log-archive", id: logArchive, services: ["athena", "config", "glue", "kms", "s3"] },
    {
      name: "management",
      id: management,
      services: ["cloudtrail", "cloudwatch", "config", "eventbridge", "kms", "sns", "sqs", "stepfunctions"],
    },
    { name: `member-${member.name}`, id: member.id, services: ["config", "firehose", "kms"] },
  ];
}

/** The fields of a result in Prowler's report that are read. */
export interface ProwlerResult {
  readonly status_code: string;
  readonly metadata: { readonly event_code: string };
  readonly finding_info: { readonly title: string };
  readonly resources: readonly { readonly uid: string }[];
}

/** Runs Prowler over an account of the local AWS. */
export async function runProwler(
  programs: string,
  folder: string,
  deployment: LocalDeployment,
  { name, id, services }: ScannedAccount,
): Promise<Finding[]> {
  mkdirSync(folder, { recursive: true });
  const { address, config } = deployment;
  const credentials = await deployment.credentialsOf(id);
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    ...awsEnvironment(address, credentials),
    AWS_DEFAULT_REGION: config.homeRegion,
  };
  const where = ["--services", ...services, "--region", config.homeRegion];
  const report = ["--output-formats", "json-ocsf", "--output-directory", folder, "--output-filename", name];
  const quiet = ["--no-banner", "--no-color", "--ignore-exit-code-3"];
  await runChecked(join(programs, "prowler"), ["aws", ...where, ...report, ...quiet], {
    env,
    cwd: folder,
    logFile: join(folder, "prowler.log"),
  });
  return prowlerFindings(name, JSON.parse(readFileSync(join(folder, `${name}.ocsf.json`), "utf8")));
}

/** Reads the findings of a report, without manual checks. */
export function prowlerFindings(account: string, results: readonly ProwlerResult[]): Finding[] {
  return results
    .filter(({ status_code }) => status_code === "FAIL")
    .map(({ metadata, finding_info, resources }) => ({
      scanner: "Prowler",
      check: metadata.event_code,
      title: finding_info.title,
      resource: `${account}: ${nameOf(resources[0]?.uid ?? "")}`,
    }));
}

/** Name of a resource without its account id: the bucket acme-trail-archive-<account> is acme-trail-archive. */
function nameOf(arn: string): string {
  const resource = arn.split(":").slice(5).join(":") || arn;
  return resource.replace(/-\d{12}$/, "");
}
