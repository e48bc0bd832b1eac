import { namesFor } from "../../config/names/names";
import { savedQueries } from "../../queries/saved-queries";
import { logTableSource } from "../../config/derived/table-locations";
import { readingAllRecorders } from "../../tables/all-config-items";
import { argumentsFor } from "../query/arguments";
import { costOf } from "../query/answer";
import { checkTables, findQuery } from "../query/find-query";
import { glacierProblem } from "../query/glacier";
import { planQuery } from "../query/query-plan";
import type { QueryEngine } from "../query/query-engine";
import type { QueryTarget } from "../query/query-target";
import { runQuery } from "../query/run-query";
import { CommandError } from "../../shared/child-process";
import type { Say } from "../../shared/steps";
import type { Period } from "./period";
import type { ReportAnswer } from "./report-data";
import { type ReportedQuery, reportedQueries } from "./reported-queries";

/** Answers of the saved queries of a report by name, and the bytes that they read. */
export interface Gathered {
  readonly answers: Record<string, ReportAnswer>;
  readonly scannedBytes: number;
  readonly scanDollars: number;
}

interface GatherOptions {
  readonly target: QueryTarget;
  readonly engine: QueryEngine;
  readonly period: Period;
  readonly now: Date;
  readonly say: Say;
}

/**
 * Runs the saved queries of a report, one after the other. If a query fails, its section contains the reason, and the report
 * continues.
 */
export async function gather({ target, engine, period, now, say }: GatherOptions): Promise<Gathered> {
  const answers: Record<string, ReportAnswer> = {};
  const gathered = { answers, scannedBytes: 0, scanDollars: 0 };
  for (const [i, query] of reportedQueries.entries()) {
    say(`${i + 1} of ${reportedQueries.length}: ${query.name}`);
    try {
      // One query at a time: its parts already run in parallel, and an account can run few queries at the same time
      // oxlint-disable-next-line no-await-in-loop
      const { columns, rows, unreadable, scannedBytes } = await answerOf({
        reportedQuery: query,
        target,
        engine,
        period,
        now,
      });
      gathered.answers[query.name] = {
        columns: [...columns],
        rows: rows.map((row) => Array.from(row)),
        unreadable: [...unreadable],
      };
      gathered.scannedBytes += scannedBytes;
      if (target.isPaid) gathered.scanDollars += costOf(scannedBytes);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      gathered.answers[query.name] = { columns: [], rows: [], unreadable: [], problem: error.message };
    }
  }
  if (Object.values(gathered.answers).every(({ problem }) => problem !== undefined)) {
    const [first] = Object.values(gathered.answers);
    throw new CommandError(`all queries of the report failed; correct this problem first: ${first?.problem}`);
  }
  return gathered;
}

interface AnswerOfOptions {
  readonly reportedQuery: ReportedQuery;
  readonly target: QueryTarget;
  readonly engine: QueryEngine;
  readonly period: Period;
  readonly now: Date;
}

async function answerOf({ reportedQuery: { name, given }, target, engine, period, now }: AnswerOfOptions) {
  const { config, catalog, leftOut } = target;
  const saved = findQuery(savedQueries(), name);
  checkTables(saved, config);
  const values = argumentsFor(saved, given(period), now);
  const query = readingAllRecorders(saved, logTableSource(config));
  const planned = { query, values, catalog, now, leftOut };
  const problem = glacierProblem(planQuery(planned).scans, target, now);
  if (problem !== undefined) throw new CommandError(problem);
  return runQuery(planned, { engine, values, database: namesFor(config).databaseName, say: () => {} });
}
