import { namesFor } from "../../../config/names/names";
import { savedQueries } from "../../../queries/saved-queries";
import { CommandError } from "../../../shared/child-process";
import type { LocalSession } from "../../../local-aws/session";
import { catalogOf } from "../../../cli/query/dry-run";
import { TrinoQueryEngine } from "../../../local-aws/trino/trino-query-engine";
import { findQuery } from "../../../cli/query/find-query";
import { type PlannedQuery, planQuery, type QueryPlan } from "../../../cli/query/query-plan";
import { runPlan } from "../../../cli/query/run-plan";

/** Rows of a query. */
export type Rows = readonly (readonly unknown[])[];

/** Returns the rows of a saved query as `trailkeeper query` runs it if the engine's limit is half of the partitions that it plans. */
export async function runInParts(session: LocalSession, name: string, values: readonly string[]): Promise<Rows> {
  const query = findQuery(savedQueries(), name);
  const { config } = session.deployment;
  const planned = { query, values, catalog: catalogOf(config), now: new Date() };
  const { rows } = await runPlan(planWithin(planned), {
    engine: new TrinoQueryEngine(session),
    values,
    database: namesFor(config).databaseName,
    say: () => undefined,
  });
  return rows;
}

/** Returns rows as strings in the format of `trailkeeper query`. Sorted, because rows with equal sort columns have any order. */
export const sortedTexts = (rows: Rows): string[] =>
  rows.map((row) => JSON.stringify(row.map((value) => (isText(value) ? value : textOf(value))))).toSorted();

const isText = (value: unknown) => value === null || typeof value === "string";
const textOf = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));

function planWithin(planned: PlannedQuery): QueryPlan {
  const { reads } = planQuery(planned);
  const limit = Math.ceil(Math.max(...reads.map(({ partitions }) => partitions ?? 0)) / 2);
  try {
    return planQuery({ ...planned, limit });
  } catch (error) {
    // A query of one account, or of a table without months, cannot be split further
    if (error instanceof CommandError) return planQuery(planned);
    throw error;
  }
}
