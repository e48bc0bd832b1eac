import type { Say } from "../shared/steps";
import { bytesText } from "./answer";
import { joinedAnswer } from "./joined-answer";
import type { QueryAnswer, QueryEngine } from "./query-engine";
import type { QueryPlan } from "./query-plan";

/** Parts that run at once: accounts start with 20 queries or more, and others run theirs too. */
const sideBySide = 4;

/** What a plan runs with. */
export interface PlanRun {
  readonly engine: QueryEngine;
  readonly values: readonly string[];
  readonly database: string;
  readonly say: Say;
}

/** Runs the parts of a plan side by side and joins their rows. When one fails, the others are stopped. */
export async function runPlan({ parts }: QueryPlan, run: PlanRun): Promise<QueryAnswer> {
  const { engine, say } = run;
  const progress = parts.map(() => ({ state: "waiting", bytes: 0 }));
  const report = () => say(progressText(progress));
  const answers: QueryAnswer[] = [];
  let next = 0;
  const work = async () => {
    for (let i = next++; i < parts.length; i = next++) {
      const sql = parts[i]?.sql ?? "";
      answers[i] = await engine.answer({ sql, values: run.values, database: run.database }, (state, bytes) => {
        progress[i] = { state, bytes };
        report();
      });
      progress[i] = { state: "done", bytes: answers[i]?.scannedBytes ?? 0 };
      report();
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(sideBySide, parts.length) }, work));
  } catch (error) {
    next = parts.length;
    await engine.stop();
    throw error;
  }
  const [only] = answers;
  return only && answers.length === 1 ? only : joinedAnswer(parts[0]?.sql ?? "", answers);
}

function progressText(progress: readonly { readonly state: string; readonly bytes: number }[]): string {
  const bytes = bytesText(progress.reduce((sum, part) => sum + part.bytes, 0));
  const done = progress.filter(({ state }) => state === "done").length;
  return progress.length === 1
    ? `${progress[0]?.state}, ${bytes} read`
    : `${done} of ${progress.length} parts done, ${bytes} read`;
}
