import type { LogGroupScope } from "../derived/log-group-scope";
import { accountIds } from "../derived/accounts";
import { type NarrowedSource, regionsInUse, sourceRegions } from "../derived/regions";
import type { DeclaredConfig } from "../schema/declared";
import type { Problem, SettingPath } from "./rule";

/** Whether the organization has an account with this id. */
export function isConfigured({ accounts }: Pick<DeclaredConfig, "accounts">, accountId: string): boolean {
  const ids = known.get(accounts) ?? new Set(accountIds({ accounts }));
  known.set(accounts, ids);
  return ids.has(accountId);
}

/** The accounts of a configuration, collected once, because there may be thousands. */
const known = new WeakMap<object, ReadonlySet<string>>();

/** A problem if the organization has no account with this id. */
export function unknownAccount(
  config: Pick<DeclaredConfig, "accounts">,
  path: SettingPath,
  accountId: string,
  fix = "add it to accounts.members, or remove it",
): Problem[] {
  return isConfigured(config, accountId) ? [] : [{ path, message: `account ${accountId} is not in accounts; ${fix}` }];
}

/** A problem if a role is in another partition, or in an account that the organization does not have. */
export function foreignRole(
  config: Pick<DeclaredConfig, "accounts" | "partition">,
  path: SettingPath,
  roleArn: string,
): Problem[] {
  const [, partition, , , account = ""] = roleArn.split(":");
  if (partition !== config.partition) return [{ path, message: `not an ARN of partition ${config.partition}` }];
  const message = `the role belongs to account ${account}, which is not in accounts; use a role of an account in accounts`;
  return isConfigured(config, account) ? [] : [{ path, message }];
}

/** A problem if the organization does not use the region. */
export function unusedRegion(config: DeclaredConfig, path: SettingPath, region: string): Problem[] {
  const regions = regionsInUse(config);
  const message = `${region} is not a region in use; add it to regions, or use one of ${regions.join(", ")}`;
  return regions.includes(region) ? [] : [{ path, message }];
}

/** A problem if the organization, or one of its log sources, does not use the region of a named resource. */
export function unusedSourceRegion(
  config: DeclaredConfig,
  source: NarrowedSource,
  path: SettingPath,
  region: string,
): Problem[] {
  const unused = unusedRegion(config, path, region);
  const regions = sourceRegions(config, source);
  if (unused.length > 0 || regions.includes(region)) return unused;
  const message = `${region} is not in logSources.${source}.regions; add it there, or use one of ${regions.join(", ")}`;
  return [{ path, message }];
}

/** The fix for a setting that needs an account. */
export const otherAccount = "add it to accounts.members, or use another account";

/** Problems of the accounts and regions of a log group. */
export function scopeProblems(config: DeclaredConfig, path: SettingPath, scope: LogGroupScope): Problem[] {
  const { accounts = [], regions = [] } = scope;
  return [
    ...accounts.flatMap((account, i) => unknownAccount(config, [...path, "accounts", i], account, otherAccount)),
    ...regions.flatMap((region, i) => unusedSourceRegion(config, "applicationLogs", [...path, "regions", i], region)),
  ];
}

/** Whether two log groups have an account and region in common. */
export function overlap(one: LogGroupScope, other: LogGroupScope): boolean {
  return share(one.accounts, other.accounts) && share(one.regions, other.regions);
}

function share(some: readonly string[] | undefined, others: readonly string[] | undefined): boolean {
  return some === undefined || others === undefined || some.some((value) => others.includes(value));
}
