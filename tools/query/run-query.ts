import { CommandError } from "../shared/child-process";
import type { QueryAnswer } from "./query-engine";
import { type PlannedQuery, planQuery } from "./query-plan";
import { type PlanRun, runPlan } from "./run-plan";
import { nextToLeaveOut } from "./unreadable";

/** Runs of one query at most: each leaves out one object or folder more. */
const mostRuns = 12;

/** The rows of a query, and what could not be read for it. */
export interface PartialAnswer extends QueryAnswer {
  /** Objects, and folders, which end with a slash. */
  readonly unreadable: readonly string[];
}

/**
 * Runs a query, and again without each object that the engine cannot read: encrypted with a key that nobody here may use,
 * or not of its format.
 *
 * @throws {CommandError} when the engine fails for another reason, or too much cannot be read
 */
export async function runQuery(planned: PlannedQuery, run: PlanRun): Promise<PartialAnswer> {
  const unreadable: string[] = [];
  for (let runs = 1; ; runs++) {
    const leftOut = [...(planned.leftOut ?? []), ...unreadable];
    try {
      return { ...(await runPlan(planQuery({ ...planned, leftOut }), run)), unreadable };
    } catch (error) {
      if (!(error instanceof CommandError) || runs === mostRuns) throw error;
      const next = nextToLeaveOut(error.message, planned.catalog.tables, leftOut);
      if (next === undefined) throw error;
      unreadable.push(next);
      run.say(`${next} cannot be read; running again without it`);
    }
  }
}
