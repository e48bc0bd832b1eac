import { type AccountRange, partitionsRead, sortedAccounts } from "./partitions-read";
import type { Scan } from "./scan";

/**
 * Splits all accounts into as few ranges as possible, so that every scan of a range is within the limit. The first range has no
 * start and the last range has no end, so the ranges contain every account. Undefined if a single account exceeds the limit, or if
 * no table lists accounts.
 */
export function accountRanges(scans: readonly Scan[], now: Date, limit: number): AccountRange[] | undefined {
  const [first = [], ...others] = new Set(scans.map(accountsOf));
  const ids = [...new Set(others.length === 0 ? sortedAccounts(first) : [first, ...others].flat().toSorted())];
  if (ids.length === 0) return undefined;
  const isWithin = (range: AccountRange) =>
    scans.every((scan) => (partitionsRead(scan, now, range).partitions ?? 0) <= limit);
  const ranges: AccountRange[] = [];
  for (let begin = 0; begin < ids.length;) {
    const from = begin === 0 ? undefined : ids[begin];
    const end = furthest(begin, ids.length, (next) => isWithin({ from, before: ids[next] }));
    if (end === begin) return undefined;
    ranges.push({ from, before: ids[end] });
    begin = end;
  }
  return ranges;
}

/** The last position at which the condition is true, by binary search. Returns `begin` if the condition is never true. */
function furthest(begin: number, end: number, holds: (position: number) => boolean): number {
  let low = begin;
  let high = end;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function accountsOf({ table }: Scan): readonly string[] {
  const projection = table.partitions.find(({ name }) => name === "account")?.projection;
  return projection?.type === "enum" ? projection.values : [];
}
