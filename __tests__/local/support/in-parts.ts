import { namesFor } from "../../../config/names/names";
import { type SavedQuery, savedQueries } from "../../../queries/saved-queries";
import { CommandError } from "../../../tools/shared/child-process";
import type { LocalSession } from "../../../tools/local/session";
import { catalogOf } from "../../../tools/query/dry-run";
import { LocalEngine } from "../../../tools/query/local-engine";
import { findQuery } from "../../../tools/query/find-query";
import { type PlannedQuery, planQuery, type QueryPlan } from "../../../tools/query/query-plan";
import { runPlan } from "../../../tools/query/run-plan";

/** How a query ran when the engine allowed half of the partitions that it plans, and its rows. */
export interface RunInParts {
  readonly mode: QueryPlan["mode"];
  readonly parts: number;
  readonly rows: readonly string[];
  readonly wholeRows: readonly string[];
}

/** Runs a saved query as it is, and as `trailkeeper query` does when that is too much for the engine. */
export async function runInParts(session: LocalSession, name: string, values: readonly string[]): Promise<RunInParts> {
  const query = findQuery(savedQueries(), name);
  const { config } = session.deployment;
  const planned = { query, values, catalog: catalogOf(config), now: new Date() };
  const plan = planWithin(planned);
  const run = {
    engine: new LocalEngine(session),
    values,
    database: namesFor(config).databaseName,
    say: () => undefined,
  };
  const [whole, parts] = [await runPlan(asItIs(query), run), await runPlan(plan, run)];
  return { mode: plan.mode, parts: plan.parts.length, rows: textsOf(parts.rows), wholeRows: textsOf(whole.rows) };
}

const asItIs = ({ sql }: SavedQuery): QueryPlan => ({
  mode: "whole",
  scans: [],
  reads: [],
  parts: [{ sql, reads: [] }],
});

/** Rows that are equal in what orders them stand in any order. */
const textsOf = (rows: readonly (readonly unknown[])[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();

function planWithin(planned: PlannedQuery): QueryPlan {
  const { reads } = planQuery(planned);
  const limit = Math.ceil(Math.max(...reads.map(({ partitions }) => partitions ?? 0)) / 2);
  try {
    return planQuery({ ...planned, limit });
  } catch (error) {
    // What is of one account, or has no months, cannot be made smaller
    if (error instanceof CommandError) return planQuery(planned);
    throw error;
  }
}
