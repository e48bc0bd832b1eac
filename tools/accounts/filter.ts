import type { AccountState } from "@aws-sdk/client-organizations";
import type { OrganizationAccount } from "./organization";

/** Which accounts of the organization are compared. An empty list of a kind chooses all. */
export interface Filter {
  /** Accounts in one of these units, or below. */
  readonly units: readonly string[];

  /** No accounts in one of these units, or below. */
  readonly excludedUnits: readonly string[];

  /** Accounts with every one of these tags: `key`, or `key=value`. */
  readonly tags: readonly string[];

  /** Accounts in one of these states. */
  readonly states: readonly AccountState[];
}

/** Whether a filter chooses an account. */
export function matches({ units = [], tags = {}, state }: OrganizationAccount, filter: Filter): boolean {
  return (
    (filter.units.length === 0 || filter.units.some((unit) => units.includes(unit))) &&
    !filter.excludedUnits.some((unit) => units.includes(unit)) &&
    filter.tags.every((tag) => hasTag(tags, tag)) &&
    (filter.states.length === 0 || filter.states.includes(state))
  );
}

/** A key may contain an equals sign, too. */
function hasTag(tags: Readonly<Record<string, string>>, wanted: string): boolean {
  return Object.entries(tags).some(([key, value]) => key === wanted || `${key}=${value}` === wanted);
}
