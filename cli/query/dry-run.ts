import type { AuditConfig } from "../../config/audit-config";
import { logTableSource } from "../../config/derived/table-locations";
import { prices } from "../../config/schema/prices";
import { logTables, logViews } from "../../tables/catalog";
import type { PartitionsRead } from "./partitions-read";
import { partitionLimit, type PlannedQuery, type QueryPlan } from "./query-plan";
import type { Catalog } from "./scan";
import { statementOf } from "./statement";

/** The tables and views of a configuration. */
export function catalogOf(config: AuditConfig): Catalog {
  const source = logTableSource(config);
  return { tables: logTables(source), views: logViews(source) };
}

/** The SQL and the partitions of a query that does not run. */
export interface DryRun {
  readonly name: string;

  /** SQL for the engine. If there are several parts, it is the SQL of the first part. */
  readonly sql: string;

  /** Names and values of the parameters, one for each `?`. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];

  /** Partitions that the query would read if it ran in one statement. */
  readonly reads: readonly PartitionsRead[];

  /** Maximum number of partitions of a table that the engine plans. */
  readonly partitionLimit: number;
  readonly mode: QueryPlan["mode"];

  /** Partitions that each part reads. */
  readonly parts: readonly (readonly PartitionsRead[])[];

  /**
   * Reason why the query cannot run.
   *
   * @default the query can run
   */
  readonly problem?: string;
}

/** Describes a plan without running it. */
export function dryRun({ query, values }: PlannedQuery, { mode, reads, parts }: QueryPlan): DryRun {
  const parameters = query.parameters.map(({ name }, i) => ({ name, value: values[i] ?? "" }));
  const sql = statementOf(parts[0]?.sql ?? query.sql);
  return { name: query.name, sql, parameters, reads, partitionLimit, mode, parts: parts.map((part) => part.reads) };
}

/** The dry run as text: SQL, values, partitions, and the way in which the query stays within the partition limit. */
export function dryRunText({ sql, parameters, reads, mode, parts, problem }: DryRun): string {
  return [
    sql,
    "",
    ...parameters.map(({ name, value }, i) => `? ${i + 1} ${name} = ${value}`),
    ...readTexts(reads),
    ...modeTexts(mode, parts),
    ...(problem === undefined ? [] : [`rejected: ${problem}`]),
  ].join("\n");
}

const number = (value: number): string => value.toLocaleString("en-US");

function readTexts(reads: readonly PartitionsRead[]): string[] {
  return reads.map(
    ({ table, partitions, location }) =>
      `reads ${partitions === null ? "every partition" : `${number(partitions)} partitions`} of ${table}: ${location}`,
  );
}

function modeTexts(mode: QueryPlan["mode"], parts: readonly (readonly PartitionsRead[])[]): string[] {
  const sums = parts.map((reads) => reads.reduce((sum, { partitions }) => sum + (partitions ?? 0), 0));
  const lists = sums.reduce((sum, count) => sum + count, 0);
  const cost = `listing them in S3 costs about $${((lists / 1_000) * prices.writes).toPrecision(2)}`;
  const limit = `the engine plans at most ${number(partitionLimit)} partitions for each table`;
  if (mode === "whole") return [`${limit}; ${cost}`];
  if (mode === "months")
    return [`${limit}: the query uses monthly partitions instead`, ...readTexts(parts[0] ?? []), cost];
  const most = number(Math.max(...sums));
  return [
    `${limit}: the query runs in ${parts.length} parts by account, each of at most ${most}, and joins their rows`,
    cost,
  ];
}
