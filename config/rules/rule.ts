import type { DeclaredConfig } from "../schema/declared";

/** Path of a setting in the configuration. */
export type SettingPath = readonly (string | number)[];

export interface Problem {
  readonly path: SettingPath;
  readonly message: string;
}

/** Settings from which names are built. A rule that calls `namesFor` reads all of them. */
export const nameReads = [
  "mode",
  "controlTower",
  "existing",
  "archive.existing",
  "prefix",
  "partition",
  "homeRegion",
  "accounts",
  "organizationId",
  "trail.name",
  "hunts.enabled",
  "hunts.countries",
  "lakehouse.enabled",
] as const;

/** Rejects an invalid combination of settings, each of which is valid alone. */
export interface Rule {
  /** Settings that the rule reads. If one of them is invalid, the schema reports that setting, and the rule is skipped. */
  readonly reads: readonly string[];

  readonly problems: (config: DeclaredConfig) => readonly Problem[];

  /**
   * Whether the rule also evaluates the configuration of each account, with its overrides. It must be false for a rule about lists
   * with accounts, because an entry would be evaluated with the settings of another account.
   *
   * @default false
   */
  readonly ofAccounts?: boolean;
}

/** A problem for each value that occurs earlier in the list. The schema reports values that are not strings. */
export function repeatedValues(
  entries: readonly { readonly path: SettingPath; readonly value: unknown }[],
  fix = "remove one",
): Problem[] {
  const seen = new Map<string, SettingPath>();
  const problems: Problem[] = [];
  for (const { path, value } of entries) {
    if (typeof value !== "string") continue;
    const first = seen.get(value);
    if (first === undefined) seen.set(value, path);
    else problems.push({ path, message: `duplicate of ${textOf(first)}; ${fix}` });
  }
  return problems;
}

const textOf = (path: SettingPath): string => path.join(".").replaceAll(/\.(\d+)/g, "[$1]");

/** The entries of a list setting, each with its path. */
export function entriesOf<T>(path: SettingPath, values: readonly T[]): { path: SettingPath; value: T }[] {
  return values.map((value, i) => ({ path: path.concat(i), value }));
}
