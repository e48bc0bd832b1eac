import { CommandError } from "../shared/child-process";
import type { QueryAnswer } from "./query-engine";
import { type PlannedQuery, planQuery } from "./query-plan";
import { type PlanRun, runPlan } from "./run-plan";
import { nextToLeaveOut } from "./unreadable";

/** Objects and folders that one query leaves out at most: for each, a part of it runs again. */
const mostLeftOut = 11;

/** The rows of a query, and what could not be read for it. */
export interface PartialAnswer extends QueryAnswer {
  /** Objects, and folders, which end with a slash. */
  readonly unreadable: readonly string[];
}

/**
 * Runs a query. A part of it runs again without each object that the engine cannot read: encrypted with a key that nobody
 * here may use, or not of its format.
 *
 * @throws {CommandError} when the engine fails for another reason, or too much cannot be read
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
    run.say(`cannot read ${next}; running again without it`);
    return plan();
  };
  const answer = await runPlan(plan(), { ...run, planAfter });
  return { ...answer, unreadable };
}
