import { tablesNamed, withRelations } from "../../queries/relations";
import type { SavedQuery } from "../../queries/saved-queries";
import { monthTableName } from "../../tables/by-month";
import { CommandError } from "../../shared/child-process";
import { accountRanges } from "./account-ranges";
import { archiveScans, type Lake, lakeRelations } from "./lake-relations";
import { type AccountRange, type PartitionsRead, partitionsRead } from "./partitions-read";
import { restrictedTables } from "./restricted-table";
import { type Catalog, type Scan, scansOf } from "./scan";

/** Maximum number of partitions of one scan that Trino plans. Users report the same limit for Athena. */
export const partitionLimit = 1_000_000;

/** One statement of a plan. */
export interface QueryPart {
  readonly sql: string;
  readonly reads: readonly PartitionsRead[];
}

/** A plan to run a query within the partition limit of the engine. */
export interface QueryPlan {
  readonly scans: readonly Scan[];

  /**
   * `whole`: one statement. `accounts`: one part for each range of accounts, and the rows of the parts are joined. `months`: one
   * statement on tables with monthly partitions.
   */
  readonly mode: "whole" | "accounts" | "months";

  /** Partitions that the query would read in one statement with daily partitions. */
  readonly reads: readonly PartitionsRead[];
  readonly parts: readonly QueryPart[];
}

/** A saved query with its values and tables. */
export interface PlannedQuery {
  readonly query: SavedQuery;

  /** Values of the parameters, one for each `?`. */
  readonly values: readonly string[];
  readonly catalog: Catalog;
  readonly now: Date;

  /**
   * Excluded objects (`s3://bucket/key`), and excluded folders, which end with a slash.
   *
   * @default none
   */
  readonly leftOut?: readonly string[];

  /**
   * The lakehouse, which is read for its complete days.
   *
   * @default every day is read from the archive
   */
  readonly lake?: Lake | undefined;

  /**
   * Maximum number of partitions of one scan that the engine plans.
   *
   * @default partitionLimit
   */
  readonly limit?: number;
}

/**
 * Plans a query.
 *
 * @throws {CommandError} when no mode stays within the limit
 */
export function planQuery(planned: PlannedQuery): QueryPlan {
  const { query, values, catalog, now, lake, limit = partitionLimit } = planned;
  const isWithin = ({ reads }: QueryPart) => reads.every(({ partitions }) => (partitions ?? 0) <= limit);
  const all = scansOf(query.sql, values, catalog);
  const scans = withNamedAccount(lake ? archiveScans(all, lake) : all, catalog);
  const whole = partOf(planned, scans);
  const { reads } = whole;
  if (isWithin(whole)) return { mode: "whole", scans, reads, parts: [whole] };
  const ranges = query.notSplit === undefined ? accountRanges(scans, now, limit) : undefined;
  if (ranges) return { mode: "accounts", scans, reads, parts: ranges.map((range) => partOf(planned, scans, range)) };
  const monthly = partOf(planned, inMonths(scans, catalog));
  if (isWithin(monthly)) return { mode: "months", scans, reads, parts: [monthly] };
  throw new CommandError(refusal(query, reads, limit));
}

/** Scans for a query of one account. They use the table without a list of accounts. */
function withNamedAccount(scans: readonly Scan[], { tables }: Catalog): Scan[] {
  const byAccount = tables.find(({ name }) => name === "cloudtrail_by_account");
  return scans.map((scan) => {
    const isNamed = scan.table.name === "cloudtrail" && scan.values["account"] !== undefined;
    return isNamed && byAccount ? { ...scan, table: byAccount } : scan;
  });
}

/** Scans of tables with monthly partitions, where such tables exist and every scan of the table limits its days. */
function inMonths(scans: readonly Scan[], { tables }: Catalog): Scan[] {
  const unlimited = new Set(scans.filter(({ days }) => days === undefined).map(({ table }) => table));
  return scans.map((scan) => {
    const table = tables.find(({ name }) => name === monthTableName(scan.table));
    return table && !unlimited.has(scan.table) ? { ...scan, table } : scan;
  });
}

function partOf(planned: PlannedQuery, scans: readonly Scan[], range: AccountRange = {}): QueryPart {
  const { query, values, catalog, now, lake, leftOut = [] } = planned;
  const { tables } = catalog;
  const hasPath = query.sql.includes('"$path"');
  const restricted = restrictedTables(scans, tables, { range, leftOut, hasPath });
  const named = lake ? scansOf(query.sql, values, catalog).map(({ table }) => table.name) : [];
  const replaced = lake
    ? lakeRelations(named, lake, { tables, replaced: restricted, range, leftOut, hasPath })
    : restricted;
  const names = replaced.map(({ name }) => name);
  // A view resolves its tables itself. So if a table of a view is replaced, the statement also replaces the view by its SELECT
  const read = new Set(
    tablesNamed(
      query.sql,
      catalog.views.map(({ name }) => name),
    ),
  );
  const views = (lake ?? catalog).views.filter(({ name, sql }) => read.has(name) && tablesNamed(sql, names).length > 0);
  return {
    sql: withRelations(query.sql, [...replaced, ...views]),
    reads: scans.map((scan) => partitionsRead(scan, now, range)),
  };
}

function refusal({ name, notSplit }: SavedQuery, reads: readonly PartitionsRead[], limit: number): string {
  const largest = reads.toSorted((a, b) => (b.partitions ?? 0) - (a.partitions ?? 0))[0];
  const [count, most] = [largest?.partitions ?? 0, limit].map((value) => value.toLocaleString("en-US"));
  const why = notSplit ? ` The query cannot be split: ${notSplit}` : "";
  return (
    `query ${name} reads ${count} partitions of ${largest?.table}, but the engine plans at most ${most}.${why} ` +
    "Narrow it with --account, --region or fewer days"
  );
}
