import { mapInParallel } from "../../shared/in-parallel";
import type { Say } from "../../shared/steps";
import { bytesText } from "./answer";
import { joinedAnswer } from "./joined-answer";
import type { QueryAnswer, QueryEngine } from "./query-engine";
import type { QueryPlan } from "./query-plan";

/** Maximum number of parts that run in parallel. An account can run at least 20 queries at a time, including queries of other users. */
const sideBySide = 4;

/** Input to run a plan. */
export interface PlanRun {
  readonly engine: QueryEngine;
  readonly values: readonly string[];
  readonly database: string;
  readonly say: Say;

  /**
   * Returns a new plan with the same parts, with which a failed part runs again. Undefined if the part cannot run again.
   *
   * @default a part runs only once
   */
  readonly planAfter?: (error: unknown) => QueryPlan | undefined;
}

/**
 * Runs the parts of a plan in parallel and joins their rows. If a part fails and cannot run again, all other parts are cancelled. A
 * part that runs again does not affect the other parts.
 */
export async function runPlan(plan: QueryPlan, run: PlanRun): Promise<QueryAnswer> {
  const { engine, say } = run;
  const progress = plan.parts.map(() => ({ state: "waiting", bytes: 0 }));
  const report = () => say(progressText(progress));
  let { parts } = plan;
  let isStopped = false;
  const answerOf = async (i: number): Promise<QueryAnswer> => {
    for (;;) {
      try {
        const sql = parts[i]?.sql ?? "";
        return await engine.answer({ sql, values: run.values, database: run.database }, (state, bytes) => {
          progress[i] = { state, bytes };
          report();
        });
      } catch (error) {
        const again = isStopped ? undefined : run.planAfter?.(error);
        if (again === undefined) throw error;
        ({ parts } = again);
      }
    }
  };
  try {
    const answers = await mapInParallel(plan.parts, sideBySide, async (_, i) => {
      const answer = await answerOf(i);
      progress[i] = { state: "done", bytes: answer.scannedBytes };
      report();
      return answer;
    });
    const [only] = answers;
    return only && answers.length === 1 ? only : joinedAnswer(parts[0]?.sql ?? "", answers);
  } catch (error) {
    isStopped = true;
    await engine.stop();
    throw error;
  }
}

function progressText(progress: readonly { readonly state: string; readonly bytes: number }[]): string {
  const bytes = bytesText(progress.reduce((sum, part) => sum + part.bytes, 0));
  const done = progress.filter(({ state }) => state === "done").length;
  return progress.length === 1
    ? `${progress[0]?.state}, ${bytes} read`
    : `${done} of ${progress.length} parts done, ${bytes} read`;
}
