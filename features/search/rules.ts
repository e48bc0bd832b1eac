import type { DeclaredConfig } from "../../config/schema/declared";
import { resolvedRetention } from "../../config/derived/retention";
import { type SearchSize, searchSizes } from "./search-sizes";
import { foreignRole } from "../../config/rules/account-and-region";
import { type Problem, type Rule, entriesOf, repeatedValues } from "../../config/rules/rule";

type Search = DeclaredConfig["search"];

/** Rejects a search domain with missing or wrong settings, and roles that cannot use the domain. */
export const searchRules: readonly Rule[] = [
  { reads: ["search.subnetIds"], problems: subnetProblems },
  { reads: ["search.securityGroupIds"], problems: securityGroupProblems },
  { reads: ["search.adminRoleArn"], problems: missingAdminProblems },
  { reads: ["search.adminRoleArn", "partition", "accounts.logArchive"], problems: adminProblems },
  { reads: ["search.adminRoleArn", "search.readerRoleArns", "partition", "accounts"], problems: readerProblems },
  {
    reads: ["search.enabled", "search.retentionDays", "archive.lifecycle", "archive.retention", "archive.accessLogs"],
    problems: retentionProblems,
  },
  { reads: ["search.minUnits", "search.maxUnits"], problems: unitProblems },
];

/** Whether the search is enabled. An invalid value counts as enabled, so that it does not hide other problems. */
const mayBeEnabled = ({ enabled }: Search): boolean => enabled !== false;

function subnetProblems({ search }: DeclaredConfig): Problem[] {
  const path = ["search", "subnetIds"];
  const { size, subnetIds } = search;
  const twice = repeatedValues(entriesOf(path, subnetIds));
  const zones = zonesOf(search);
  if (!mayBeEnabled(search) || zones === undefined || subnetIds.length === zones) return twice;
  const message = `size ${size} uses ${zones} Availability Zones; list ${zones} subnets, each in a different zone`;
  return [...twice, { path, message }];
}

/** Number of Availability Zones of the size. If the size is invalid and no subnet is listed, the smallest number of any size. */
function zonesOf({ size, subnetIds }: Search): number | undefined {
  const known: Partial<Record<string, SearchSize>> = searchSizes;
  return known[size]?.zones ?? (subnetIds.length === 0 ? searchSizes.small.zones : undefined);
}

function securityGroupProblems({ search }: DeclaredConfig): Problem[] {
  const path = ["search", "securityGroupIds"];
  const message =
    "required, because OpenSearch would otherwise use the default security group of the VPC; list at least one security group";
  return [
    ...(mayBeEnabled(search) && search.securityGroupIds.length === 0 ? [{ path, message }] : []),
    ...repeatedValues(entriesOf(path, search.securityGroupIds)),
  ];
}

function missingAdminProblems({ search }: DeclaredConfig): Problem[] {
  if (!mayBeEnabled(search) || search.adminRoleArn !== undefined) return [];
  const message = "required, because no other role can configure the domain; set a role of the log-archive account";
  return [{ path: ["search", "adminRoleArn"], message }];
}

function adminProblems({ partition, accounts, search: { adminRoleArn } }: DeclaredConfig): Problem[] {
  const expected = `arn:${partition}:iam::${accounts.logArchive}:role/`;
  if (adminRoleArn === undefined || adminRoleArn.startsWith(expected)) return [];
  const message = `expected a role of the log-archive account, an ARN that begins with ${expected}`;
  return [{ path: ["search", "adminRoleArn"], message }];
}

function readerProblems(config: DeclaredConfig): Problem[] {
  const { search } = config;
  const readers = entriesOf(["search", "readerRoleArns"], search.readerRoleArns);
  const foreignRoles = readers.flatMap(({ path, value }) => foreignRole(config, path, value));
  const admin = { path: ["search", "adminRoleArn"], value: search.adminRoleArn };
  return [
    ...foreignRoles,
    ...repeatedValues([admin, ...readers], "remove it, because the administrator role may also search"),
  ];
}

function retentionProblems({ archive, search }: DeclaredConfig): Problem[] {
  const ofTrail = resolvedRetention(archive).trail;
  const { expireDays } = ofTrail ?? archive.lifecycle;
  const setting = ofTrail === undefined ? "archive.lifecycle.expireDays" : "archive.retention.trail.expireDays";
  if (!search.enabled || expireDays === null || search.retentionDays <= expireDays) return [];
  const message = `the archive deletes logs after ${expireDays} days (${setting}); use ${expireDays} or fewer`;
  return [{ path: ["search", "retentionDays"], message }];
}

function unitProblems({ search: { minUnits, maxUnits } }: DeclaredConfig): Problem[] {
  if (maxUnits >= minUnits) return [];
  return [{ path: ["search", "maxUnits"], message: `must not be less than search.minUnits; use ${minUnits} or more` }];
}
