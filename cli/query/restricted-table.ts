import type { Relation } from "../../queries/relations";
import { daysOfMonths, monthTableName } from "../../tables/by-month";
import { pathConditions } from "../../tables/left-out";
import type { LogTable } from "../../tables/log-table";
import type { AccountRange } from "./partitions-read";
import type { Scan } from "./scan";

/** Conditions that a part of a query adds to its tables. */
export interface Restriction {
  readonly range: AccountRange;

  /** Excluded objects and folders. */
  readonly leftOut: readonly string[];
  readonly hasPath: boolean;
}

/** The SELECTs that replace table names in a part of a query. A table without conditions is not replaced. */
export function restrictedTables(
  scans: readonly Scan[],
  tables: readonly LogTable[],
  restriction: Restriction,
): Relation[] {
  const read = [...new Set(scans.map(({ table }) => table))];
  return read.flatMap((table) => {
    const own = scans.filter((scan) => scan.table === table);
    const daily = tables.find((one) => monthTableName(one) === table.name);
    const conditions = [...rangeConditions(restriction.range), ...pathConditions(table, restriction.leftOut)];
    if (daily) return [{ name: daily.name, sql: [daysOfMonths(daily, monthsOf(own)), ...conditions].join("\n  AND ") }];
    const account = table.name === "cloudtrail_by_account" ? own[0]?.values["account"] : undefined;
    const all = [...(account === undefined ? [] : [`account = '${account}'`]), ...conditions];
    if (all.length === 0) return [];
    const columns = restriction.hasPath ? '*, "$path"' : "*";
    const name = account === undefined ? table.name : "cloudtrail";
    return [{ name, sql: `SELECT ${columns}\nFROM ${table.name}\nWHERE ${all.join("\n  AND ")}` }];
  });
}

/** First and last month of all scans of a table. */
function monthsOf(scans: readonly Scan[]): [string, string] {
  const months = scans.flatMap(({ days = [] }) => days.map((day) => day.slice(0, 7))).toSorted();
  return [months[0] ?? "", months.at(-1) ?? ""];
}

/** SQL conditions that limit a range of accounts. */
export function rangeConditions({ from, before }: AccountRange): string[] {
  return [
    ...(from === undefined ? [] : [`account >= '${from}'`]),
    ...(before === undefined ? [] : [`account < '${before}'`]),
  ];
}
