import type { LogTable, Partition } from "../../tables/log-table";
import { dayNumber, dayNumberOf } from "./day-number";
import type { Scan } from "./scan";

/** What a query reads of one table. */
export interface PartitionsRead {
  readonly table: string;

  /** Partitions that the engine plans; null where a partition needs a value and has none. */
  readonly partitions: number | null;

  /** Where they are: the path of a partition, with how many values stand at each place. */
  readonly location: string;
}

/** Accounts that a part of a query reads: from one id on, and before another. */
export interface AccountRange {
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/** The partitions that the engine plans for a scan. It knows the days from a table's first one to today only. */
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

/** How many values of a partition are left; undefined where it needs one and has none. */
function countOf({ name, projection }: Partition, scan: Scan, now: Date, accounts: AccountRange): number | undefined {
  const value = scan.values[name];
  switch (projection.type) {
    case "enum": {
      const within = projection.values.filter((one) => isPlanned(name, one, scan, accounts));
      return value === undefined ? within.length : within.filter((one) => one === value).length;
    }
    case "injected":
      return value === undefined ? undefined : 1;
    case "date":
      return datesBetween(scan.days, projection, now);
  }
}

/** Whether a listed value is within the part's accounts, or the scan's months. */
function isPlanned(name: string, value: string, { days }: Scan, accounts: AccountRange): boolean {
  if (name === "account") return isIn(value, accounts);
  return name !== "month" || !days || (value >= days[0].slice(0, 7) && value <= days[1].slice(0, 7));
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
