/** Which events are asked for. What is left out selects everything. */
export interface Selection {
  /** First day, `yyyy-MM-dd` in UTC. */
  readonly from?: string;

  /** Last day, included. */
  readonly to?: string;

  /** Ids of the accounts that the events are of. */
  readonly accounts?: readonly string[];
}

/** Whether an event of this account and time, ISO 8601 in UTC, is asked for. */
export function isSelected({ from, to, accounts }: Selection, account: unknown, time: string): boolean {
  if (from !== undefined && time < from) return false;
  // The text of a day sorts before those of its times
  if (to !== undefined && time.slice(0, 10) > to) return false;
  return accounts === undefined || accounts.includes(String(account));
}
