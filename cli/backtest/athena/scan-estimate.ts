import { mapInParallel } from "../../../shared/in-parallel";
import { dayIn } from "../../../tables/partitions";
import type { LogTable } from "../../../tables/log-table";
import { dayNumber, dayNumberOf, dayText } from "../../query/day-number";

/** Partitions of a table that a query reads. */
export interface PartitionRange {
  readonly table: Pick<LogTable, "location" | "partitionPath" | "partitions">;

  /** First and last day, `yyyy/MM/dd`. */
  readonly days: readonly [string, string];

  /** Ids of accounts. Undefined for all accounts. */
  readonly accounts?: readonly string[] | undefined;
}

/** Estimate of the bytes that a query would read. */
export interface ScanEstimate {
  readonly partitions: number;

  /** Number of partitions whose objects were listed. If it is less than `partitions`, the bytes are an estimate. */
  readonly listed: number;
  readonly bytes: number;

  /** Half width of the 95 % confidence interval, in bytes. */
  readonly uncertainty: number;
}

/** Bytes of the objects below `s3://bucket/prefix/`. */
export type SizeOf = (folder: string) => Promise<number>;

/** Maximum number of partitions to list: a thousand lists cost half a cent and take some seconds. */
export const mostListed = 1_000;

/** Maximum number of concurrent list requests. */
const sideBySide = 16;

/** Estimates the bytes of partitions. Lists all partitions, or a sample that is spread over accounts, regions and days. */
export async function estimateScan(
  range: PartitionRange,
  now: Date,
  sizeOf: SizeOf,
  most: number = mostListed,
): Promise<ScanEstimate> {
  const values = range.table.partitions.map((partition) => valuesOf(partition, range, now));
  const partitions = values.reduce((product, { length }) => product * length, 1);
  const listed = Math.min(partitions, most);
  const folders = Array.from({ length: listed }, (_, index) =>
    folderOf(range.table, values, samplePosition(index, listed, partitions)),
  );
  const sizes = await mapInParallel(folders, sideBySide, sizeOf);
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (listed === partitions) return { partitions, listed, bytes: sum, uncertainty: 0 };
  const mean = sum / listed;
  const variance = sizes.reduce((total, size) => total + (size - mean) ** 2, 0) / Math.max(1, listed - 1);
  return { partitions, listed, bytes: mean * partitions, uncertainty: 2 * partitions * Math.sqrt(variance / listed) };
}

/** Samples one partition of each of `listed` equal parts. The position varies, so that repeating days or regions cause no bias. */
function samplePosition(index: number, listed: number, partitions: number): number {
  if (listed === partitions) return index;
  const begin = Math.floor((index * partitions) / listed);
  const end = Math.floor(((index + 1) * partitions) / listed);
  // The fractional parts of multiples of the golden ratio are distributed evenly
  return begin + Math.floor(((index * 0.618033988749895) % 1) * (end - begin));
}

function valuesOf(
  { name, projection }: LogTable["partitions"][number],
  { days, accounts }: PartitionRange,
  now: Date,
): readonly string[] {
  if (projection.type === "injected") return accounts ?? [];
  if (projection.type === "enum")
    return name === "account" && accounts
      ? projection.values.filter((one) => accounts.includes(one))
      : projection.values;
  const first = Math.max(dayNumber(days[0]), dayNumber(projection.firstDay));
  const last = Math.min(dayNumber(days[1]), dayNumberOf(now));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    dayIn("slashed", dayText(first + index).replaceAll("/", "-")),
  );
}

/** The folder of a partition. `number` counts all combinations of the values. */
function folderOf(
  { location, partitionPath, partitions }: PartitionRange["table"],
  values: readonly (readonly string[])[],
  number: number,
): string {
  let rest = number;
  let path = partitionPath;
  for (let index = partitions.length - 1; index >= 0; index--) {
    const own = values[index] ?? [];
    path = path.replace(`\${${partitions[index]?.name}}`, own[rest % own.length] ?? "");
    rest = Math.floor(rest / own.length);
  }
  return `${location}/${path}/`;
}
