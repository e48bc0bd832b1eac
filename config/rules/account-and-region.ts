import type { LogGroupScope } from "../derived/log-group-scope";
import { accountIds } from "../names/names";
import { type NarrowedSource, regionsInUse, sourceRegions } from "../derived/regions";
import type { DeclaredConfig } from "../schema/declared";
import type { Problem, SettingPath } from "./rule";

/** A problem if no account of the configured organization has this id. */
export function foreignAccount(config: DeclaredConfig, path: SettingPath, accountId: string): Problem[] {
  const message = `account ${accountId} is not in accounts; add it to accounts.members, or use another account`;
  return knownAccounts(config).has(accountId) ? [] : [{ path, message }];
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

/** Problems of the accounts and regions of a log group. */
export function scopeProblems(config: DeclaredConfig, path: SettingPath, scope: LogGroupScope): Problem[] {
  const { accounts = [], regions = [] } = scope;
  return [
    ...accounts.flatMap((account, i) => foreignAccount(config, [...path, "accounts", i], account)),
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

const known = new WeakMap<object, ReadonlySet<string>>();

/** The accounts of a configuration. Cached, because there may be thousands. */
function knownAccounts(config: DeclaredConfig): ReadonlySet<string> {
  const ids = known.get(config.accounts) ?? new Set(accountIds(config));
  known.set(config.accounts, ids);
  return ids;
}
