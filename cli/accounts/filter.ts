import type { AccountState } from "@aws-sdk/client-organizations";
import type { OrganizationAccount } from "./organization";

/** Selects the accounts of the organization to compare. An empty list selects all accounts. */
export interface Filter {
  /** Units whose accounts are selected, also accounts in units below. */
  readonly units: readonly string[];

  /** Units whose accounts are excluded, also accounts in units below. */
  readonly excludedUnits: readonly string[];

  /** Accounts with every one of these tags: `key`, or `key=value`. */
  readonly tags: readonly string[];

  /** Accounts in one of these states. */
  readonly states: readonly AccountState[];
}

/** Whether a filter selects an account. */
export function matches({ units = [], tags = {}, state }: OrganizationAccount, filter: Filter): boolean {
  return (
    (filter.units.length === 0 || filter.units.some((unit) => units.includes(unit))) &&
    !filter.excludedUnits.some((unit) => units.includes(unit)) &&
    filter.tags.every((tag) => hasTag(tags, tag)) &&
    (filter.states.length === 0 || filter.states.includes(state))
  );
}

/** Whether the tags contain `key` or `key=value`. A key can itself contain an equals sign. */
function hasTag(tags: Readonly<Record<string, string>>, wanted: string): boolean {
  return Object.entries(tags).some(([key, value]) => key === wanted || `${key}=${value}` === wanted);
}
