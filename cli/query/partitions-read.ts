import type { LogTable, Partition } from "../../tables/log-table";
import { dayNumber, dayNumberOf } from "./day-number";
import type { Scan } from "./scan";

/** Partitions of one table that a query reads. */
export interface PartitionsRead {
  readonly table: string;

  /** Number of partitions that the engine plans. Null if the query has no value for a partition column that needs one. */
  readonly partitions: number | null;

  /** Path of the partitions. The number of values replaces each partition column. */
  readonly location: string;
}

/** Range of account ids: from one id (included) to another (excluded). */
export interface AccountRange {
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/** The partitions that the engine plans for a scan. It plans only days from the first day of the table to today. */
export function partitionsRead(scan: Scan, now: Date, accounts: AccountRange = {}): PartitionsRead {
  const { table, values } = scan;
  const counts = table.partitions.map((partition) => countOf(partition, scan, now, accounts));
  const path = table.partitions.reduce(
    (text, { name }, i) => text.replace(`\${${name}}`, placeOf(name, counts[i], values[name])),
    table.partitionPath,
  );
  const isLimited = counts.every((count) => count !== undefined);
  return {
    table: table.name,
    partitions: isLimited ? counts.reduce<number>((product, count) => product * (count ?? 1), 1) : null,
    location: `${table.location}/${path}`,
  };
}

/** Number of values of a partition column that remain. Undefined if the column needs a value and the query has none. */
function countOf({ name, projection }: Partition, scan: Scan, now: Date, accounts: AccountRange): number | undefined {
  const value = scan.values[name];
  switch (projection.type) {
    case "enum": {
      if (name === "account" && value === undefined) return countIn(sortedAccounts(projection.values), accounts);
      const listed = value === undefined ? projection.values : projection.values.filter((one) => one === value);
      return listed.filter((one) => isPlanned(name, one, scan, accounts)).length;
    }
    case "injected":
      return value === undefined ? undefined : 1;
    case "date":
      return datesBetween(scan.days, projection, now);
  }
}

/** Whether a listed value is in the account range of the part, or in the months of the scan. */
function isPlanned(name: string, value: string, { days }: Scan, accounts: AccountRange): boolean {
  if (name === "account") return isIn(value, accounts);
  return name !== "month" || !days || (value >= days[0].slice(0, 7) && value <= days[1].slice(0, 7));
}

const sorted = new WeakMap<readonly string[], readonly string[]>();

/** The account ids of a table in order. They are sorted once, because a plan counts the accounts of many ranges. */
export function sortedAccounts(ids: readonly string[]): readonly string[] {
  const found = sorted.get(ids) ?? ids.toSorted();
  sorted.set(ids, found);
  return found;
}

/** Number of sorted account ids in a range. */
function countIn(ids: readonly string[], { from, before }: AccountRange): number {
  const begin = from === undefined ? 0 : positionOf(ids, from);
  const end = before === undefined ? ids.length : positionOf(ids, before);
  return Math.max(0, end - begin);
}

/** Number of sorted ids that are smaller than an id, by binary search. */
function positionOf(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? "") < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether an account is in a range. */
function isIn(id: string, { from, before }: AccountRange): boolean {
  return (from === undefined || id >= from) && (before === undefined || id < before);
}

type Dates = Extract<LogTable["partitions"][number]["projection"], { type: "date" }>;

function datesBetween(days: Scan["days"], { firstDay }: Dates, now: Date): number {
  const first = Math.max(dayNumber(days?.[0] ?? firstDay), dayNumber(firstDay));
  const last = Math.min(days ? dayNumber(days[1]) : Infinity, dayNumberOf(now));
  return Math.max(0, last - first + 1);
}

function placeOf(name: string, count: number | undefined, value: string | undefined): string {
  if (count === 1 && value !== undefined) return value;
  return count === undefined ? `{every ${name}}` : `{${count} × ${name}}`;
}
