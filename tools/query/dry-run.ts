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

/** What a query would do. */
export interface DryRun {
  readonly name: string;

  /** As the engine is given it: the first part where there are several. */
  readonly sql: string;

  /** One for each `?`. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];

  /** In one statement. */
  readonly reads: readonly PartitionsRead[];

  /** Partitions that the engine plans of a table at most. */
  readonly partitionLimit: number;
  readonly mode: QueryPlan["mode"];

  /** What each part reads. */
  readonly parts: readonly (readonly PartitionsRead[])[];

  /**
   * Why the query would be refused.
   *
   * @default it would not
   */
  readonly problem?: string;
}

/** Describes a plan and runs nothing. */
export function dryRun({ query, values }: PlannedQuery, { mode, reads, parts }: QueryPlan): DryRun {
  const parameters = query.parameters.map(({ name }, i) => ({ name, value: values[i] ?? "" }));
  const sql = statementOf(parts[0]?.sql ?? query.sql);
  return { name: query.name, sql, parameters, reads, partitionLimit, mode, parts: parts.map((part) => part.reads) };
}

/** The SQL, its values, the partitions it would read, and how it stays within the limit, for people. */
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
  const limit = `the engine plans at most ${number(partitionLimit)} partitions of a table`;
  if (mode === "whole") return [`${limit}; ${cost}`];
  if (mode === "months")
    return [`${limit}: the query uses monthly partitions instead`, ...readTexts(parts[0] ?? []), cost];
  const most = number(Math.max(...sums));
  return [
    `${limit}: the query runs in ${parts.length} parts by account, each of at most ${most}, and joins their rows`,
    cost,
  ];
}
