import type { DeclaredConfig } from "../schema/declared";
import { narrowedSources, regionsInUse } from "./regions";

export type Override = DeclaredConfig["overrides"][number];

/** Settings by which overrides select accounts, and settings that overrides change. */
export type Overridable = Pick<
  DeclaredConfig,
  "accounts" | "overrides" | "homeRegion" | "regions" | "recordedRegions" | "access" | "logSources"
>;

/** The accounts to which the same overrides apply, and their configuration. */
export interface Resolution<C> {
  readonly config: C;
  readonly accountIds: readonly string[];

  /** Positions of these overrides in the list `overrides`. */
  readonly overrides: readonly number[];
}

/** An account with the properties that selectors compare. Only members have a unit and tags. */
type Selectable = Pick<DeclaredConfig["accounts"]["members"][number], "id" | "unit" | "tags">;

/** The configuration of one account: the configuration of the organization with the overrides that apply to the account. */
export function configFor<C extends Partial<Overridable>>(config: C, accountId: string): C {
  if (!hasOverrides(config)) return config;
  return resolveOnce(config).ofAccount.get(accountId)?.config ?? config;
}

/** Every distinct configuration of an account of the organization. */
export function resolutions<C extends Overridable>(config: C): readonly Resolution<C>[] {
  return resolveOnce(config).distinct;
}

/** Whether a condition is true for the configuration of at least one account. */
export function inAnyAccount<C extends Overridable>(config: C, isTrue: (ofAccount: C) => boolean): boolean {
  return hasOverrides(config) ? resolutions(config).some((one) => isTrue(one.config)) : isTrue(config);
}

/** Whether an override selects an account. */
export function selects({ accounts, units, tags = {} }: Override, account: Selectable): boolean {
  return (
    (accounts?.includes(account.id) ?? true) &&
    (units?.includes(account.unit ?? "") ?? true) &&
    Object.entries(tags).every(([key, values]) => values.some((value) => ownTag(account, key) === value))
  );
}

const ownTag = ({ tags = {} }: Selectable, key: string) => (Object.hasOwn(tags, key) ? tags[key] : undefined);

/** Every account of the organization, as selectors see it. */
export function selectable({ accounts }: Pick<DeclaredConfig, "accounts">): Selectable[] {
  return [{ id: accounts.management }, { id: accounts.logArchive }, ...accounts.members];
}

interface Resolved<C> {
  readonly distinct: readonly Resolution<C>[];
  readonly ofAccount: ReadonlyMap<string, Resolution<C>>;
}

/** Resolved once for each configuration, because there may be thousands of accounts. */
const known = new WeakMap<object, Resolved<unknown>>();

function resolveOnce<C extends Overridable>(config: C): Resolved<C> {
  const found = (known.get(config) as Resolved<C> | undefined) ?? resolve(config);
  known.set(config, found);
  return found;
}

function resolve<C extends Overridable>(config: C): Resolved<C> {
  const bySet = new Map<string, Resolution<C> & { readonly accountIds: string[] }>();
  const ofAccount = new Map<string, Resolution<C>>();
  const matches = config.overrides.map((override) => matcherOf(override));
  for (const account of selectable(config)) {
    const overrides = matches.flatMap((isSelected, i) => (isSelected(account) ? [i] : []));
    const key = overrides.join();
    const resolution = bySet.get(key) ?? { config: withOverrides(config, overrides), accountIds: [], overrides };
    resolution.accountIds.push(account.id);
    bySet.set(key, resolution);
    ofAccount.set(account.id, resolution);
  }
  return { distinct: [...bySet.values()], ofAccount };
}

/** Same result as `selects`, with a set of account ids: a list of thousands of accounts is not searched for each account. */
function matcherOf({ accounts, ...others }: Override): (account: Selectable) => boolean {
  const ids = accounts && new Set(accounts);
  return (account) => (ids?.has(account.id) ?? true) && selects(others, account);
}

/** The configuration of an account after these overrides. Its list `overrides` is empty. */
function withOverrides<C extends Overridable>(config: C, positions: readonly number[]): C {
  const settings = positions.map((i) => settingsOf(config.overrides[i] ?? {}));
  const merged = settings.reduce<C>(merge, { ...config, overrides: [] });
  return settings.some(({ regions }) => regions) ? narrowRegions(config, merged, settings) : merged;
}

/** The settings of an override, without its selectors. */
export function settingsOf({ accounts: _accounts, units: _units, tags: _tags, ...settings }: Override) {
  return settings;
}

/**
 * Removes the regions that are not in use from the log sources. It keeps the regions that an override sets for a log source,
 * so that a rule can report them.
 */
function narrowRegions<C extends Overridable>(
  config: C,
  merged: C,
  settings: readonly ReturnType<typeof settingsOf>[],
): C {
  const inUse = regionsInUse(merged);
  const rest = (regions: readonly string[]) => regions.filter((region) => inUse.includes(region));
  const sources = narrowedSources.flatMap((source) => {
    const { regions } = config.logSources[source];
    const isSet = settings.some(({ logSources }) => logSources?.[source]?.regions);
    return regions === undefined || isSet ? [] : [[source, { regions: rest(regions) }]];
  });
  const isRecordedSet = settings.some(({ recordedRegions }) => recordedRegions);
  return merge(merged, {
    ...(!isRecordedSet && { recordedRegions: rest(config.recordedRegions ?? regionsInUse(config)) }),
    logSources: Object.fromEntries(sources),
  });
}

/** Merges the settings of an override into the settings. A list replaces the whole list. */
function merge<T>(settings: T, changes: unknown): T {
  if (!isGroup(settings) || !isGroup(changes)) return changes as T;
  const result: Record<string, unknown> = { ...settings };
  for (const [key, value] of Object.entries(changes)) {
    if (value !== undefined) result[key] = key in settings ? merge(result[key], value) : value;
  }
  return result as T;
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether there are overrides. Without them, every account has the configuration of the organization. */
const hasOverrides = (config: Partial<Overridable>): config is Overridable => (config.overrides ?? []).length > 0;
