/** Selects events. A missing property selects all events. */
export interface Selection {
  /** First day, `yyyy-MM-dd` in UTC. */
  readonly from?: string;

  /** Last day, included. */
  readonly to?: string;

  /** Ids of accounts. */
  readonly accounts?: readonly string[];
}

/** Whether an event with this account and time (ISO 8601 in UTC) is selected. */
export function isSelected({ from, to, accounts }: Selection, account: unknown, time: string): boolean {
  if (from !== undefined && time < from) return false;
  // As a string, a day sorts before the times of this day
  if (to !== undefined && time.slice(0, 10) > to) return false;
  return accounts === undefined || accounts.includes(String(account));
}
