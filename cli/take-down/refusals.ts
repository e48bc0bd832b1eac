import { SSMClient, paginateGetParametersByPath } from "@aws-sdk/client-ssm";
import { toError } from "../../shared/thrown";
import type { AuditConfig } from "../../config/audit-config";
import { holdCasesPath } from "../../config/names/hold-cases";
import type { AccountReader } from "../aws-reader/account-reader";
import { everyItem } from "../aws-reader/answers";
import { programName } from "../../shared/program-name";
import type { RootPlan } from "./root-plan";

/** Problems of roots that other roots still depend on. The dependent roots must be taken down first. */
export function orderProblems(plans: readonly RootPlan[], chosen: readonly string[]): string[] {
  return plans
    .filter(({ root, destroyed }) => chosen.includes(root.name) && destroyed.length > 0)
    .flatMap(({ root }) => {
      const left = plans.filter(
        (other) =>
          !chosen.includes(other.root.name) &&
          other.destroyed.length > 0 &&
          dependsOn(other.root.name, root.name, plans),
      );
      if (left.length === 0) return [];
      const names = left.map((other) => other.root.name).join(", ");
      return [`${names} depend on ${root.name}; take down ${names} first, or in the same command`];
    });
}

/** Whether a root depends on another root, directly or through other roots. */
function dependsOn(name: string, needed: string, plans: readonly RootPlan[]): boolean {
  const dependencies = plans.find(({ root }) => root.name === name)?.root.dependencies ?? [];
  return dependencies.includes(needed) || dependencies.some((one) => dependsOn(one, needed, plans));
}

/** Problems of buckets that Terraform cannot empty, because the configuration that allows this is not deployed. */
export function bucketProblems(plans: readonly RootPlan[]): string[] {
  return plans
    .filter(({ unreleasedBuckets }) => unreleasedBuckets.length > 0)
    .map(
      ({ root, unreleasedBuckets }) =>
        `${root.name}: the configuration no longer protects ${unreleasedBuckets.join(", ")}, but this change is not deployed; first run ${programName()} deploy ${root.name} --yes, or set archive.preventDestroy: true to keep the logs`,
    );
}

/**
 * Problems of legal holds on logs that would be deleted.
 *
 * @param reader reader of the log-archive account
 */
export async function holdProblems(
  { prefix, homeRegion, archive }: AuditConfig,
  reader: () => Promise<Pick<AccountReader, "client">>,
): Promise<string[]> {
  if (archive.preventDestroy) return [];
  try {
    const client = (await reader()).client(SSMClient, homeRegion);
    const pages = paginateGetParametersByPath({ client }, { Path: holdCasesPath({ prefix }) });
    const cases = await everyItem(pages, ({ Parameters }) => Parameters);
    if (cases.length === 0) return [];
    const names = cases.map(({ Name = "" }) => Name.split("/").at(-1)).join(", ");
    return [
      `logs are held for ${names}; lift the holds with ${programName()} hold lift, or set archive.preventDestroy: true to keep the logs`,
    ];
  } catch (error) {
    return [
      `cannot read whether there are legal holds (${toError(error).message}); allow the role of the log-archive account to read the parameters of Systems Manager, or set archive.preventDestroy: true to keep the logs`,
    ];
  }
}
