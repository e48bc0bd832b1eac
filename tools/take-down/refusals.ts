import { SSMClient, paginateGetParametersByPath } from "@aws-sdk/client-ssm";
import type { AuditConfig } from "../../config/audit-config";
import { holdCasesPath } from "../../config/names/hold-cases";
import type { AccountReader } from "../aws-reader/account-reader";
import { everyItem } from "../aws-reader/answers";
import { programName } from "../shared/program-name";
import type { RootPlan } from "./root-plan";

/** Roots that would lose what other roots still need: these are taken down before them. */
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
      return [`${root.name} is needed by ${names}; take them down before, or together with it`];
    });
}

/** Whether a root depends on another one, also by way of others. */
function dependsOn(name: string, needed: string, plans: readonly RootPlan[]): boolean {
  const dependencies = plans.find(({ root }) => root.name === name)?.root.dependencies ?? [];
  return dependencies.includes(needed) || dependencies.some((one) => dependsOn(one, needed, plans));
}

/** Buckets that Terraform could not empty, because the configuration that allows it is not deployed. */
export function bucketProblems(plans: readonly RootPlan[]): string[] {
  return plans
    .filter(({ unreleasedBuckets }) => unreleasedBuckets.length > 0)
    .map(
      ({ root, unreleasedBuckets }) =>
        `${root.name}: the configuration no longer protects ${unreleasedBuckets.join(", ")}, and that is not deployed; run ${programName()} deploy ${root.name} --yes before, or set archive.preventDestroy: true to keep the logs`,
    );
}

/**
 * Legal holds on logs that would be deleted.
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
      `it is not known whether logs are held (${(error as Error).message}); let the role of the log-archive account read the parameters of Systems Manager, or set archive.preventDestroy: true to keep the logs`,
    ];
  }
}
