import { CommandError } from "../../shared/child-process";
import type { QueryAnswer } from "./query-engine";
import { type PlannedQuery, planQuery } from "./query-plan";
import { type PlanRun, runPlan } from "./run-plan";
import { nextToLeaveOut } from "./unreadable";

/** Maximum number of objects and folders that one query excludes. A part of the query runs again for each exclusion. */
const mostLeftOut = 11;

/** The rows of a query, and the objects that could not be read. */
export interface PartialAnswer extends QueryAnswer {
  /** Names of objects, and of folders, which end with a slash. */
  readonly unreadable: readonly string[];
}

/**
 * Runs a query. If the engine cannot read an object, the part runs again without this object. Such an object has a wrong format, or
 * is encrypted with a key that readers are not allowed to use.
 *
 * @throws {CommandError} when the engine fails for another reason, or when too many objects cannot be read
 */
export async function runQuery(planned: PlannedQuery, run: PlanRun): Promise<PartialAnswer> {
  const unreadable: string[] = [];
  const leftOut = () => [...(planned.leftOut ?? []), ...unreadable];
  const plan = () => planQuery({ ...planned, leftOut: leftOut() });
  const planAfter = (error: unknown) => {
    if (!(error instanceof CommandError) || unreadable.length === mostLeftOut) return undefined;
    const next = nextToLeaveOut(error.message, planned.catalog.tables, leftOut());
    if (next === undefined) return undefined;
    unreadable.push(next);
    run.say(`cannot read ${next}; running the query again without it`);
    return plan();
  };
  const answer = await runPlan(plan(), { ...run, planAfter });
  return { ...answer, unreadable };
}
