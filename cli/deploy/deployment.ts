import { setTimeout } from "node:timers/promises";
import { mapInParallel } from "../../shared/in-parallel";
import { interruption } from "../../shared/interruption";
import type { Journal } from "./journal";
import { type ChangeCount, isThrottled, waitsForRoot } from "./terraform-output";
import type { Root } from "./waves";

/** The result of the deployment of a root. */
export interface Outcome {
  readonly root: string;
  readonly result:
    | "applied"
    | "planned"
    | "applied before"
    | "cannot be planned yet"
    | "failed"
    | "interrupted"
    | "not started";
  readonly changes?: ChangeCount;
  readonly errors: readonly string[];
  readonly seconds: number;
}

/** The result of one attempt to plan or apply a root. */
export interface Attempt {
  readonly isDone: boolean;
  readonly changes?: ChangeCount;
  readonly errors: readonly string[];
}

/** Input of a deployment. */
export interface DeploymentOptions {
  readonly waves: readonly (readonly Root[])[];

  /** Whether roots are only planned. */
  readonly planOnly: boolean;

  /** Maximum number of roots at the same time. */
  readonly parallelism: number;

  /** Milliseconds before each retry after AWS throttled the last attempt. */
  readonly pauses: readonly number[];

  readonly journal: Pick<Journal, "has" | "add">;

  /** Plans or applies a root once. */
  readonly attempt: (root: Root) => Promise<Attempt>;

  /** Called when a root has an outcome. */
  readonly report: (outcome: Outcome) => void;
}

/**
 * Deploys roots wave by wave. After a failure, roots that were already started finish, and no other root is started.
 *
 * @returns an outcome for each root, in the order of the waves
 */
export async function deploy(options: DeploymentOptions): Promise<Outcome[]> {
  const { waves, parallelism, planOnly } = options;
  const outcomes = new Map<string, Outcome>();
  let isStopped = false;
  for (const wave of waves) {
    await mapInParallel(wave, parallelism, async (root) => {
      if (isStopped || interruption.happened) return;
      const outcome = await deployRoot(root, options);
      outcomes.set(root.name, outcome);
      options.report(outcome);
      isStopped ||= outcome.result === "failed" && !planOnly;
    });
    if (isStopped || interruption.happened) break;
  }
  return waves
    .flat()
    .map(({ name }) => outcomes.get(name) ?? { root: name, result: "not started", errors: [], seconds: 0 });
}

async function deployRoot(root: Root, options: DeploymentOptions): Promise<Outcome> {
  const { planOnly, journal } = options;
  if (!planOnly && journal.has(root)) return { root: root.name, result: "applied before", errors: [], seconds: 0 };
  const began = Date.now();
  const { isDone, changes, errors } = await attempts(root, options);
  if (isDone && !planOnly) journal.add(root);
  const result = isDone ? (planOnly ? "planned" : "applied") : unfinishedResult(planOnly && waitsForRoot(errors));
  const seconds = Math.round((Date.now() - began) / 1_000);
  return { root: root.name, result, errors, seconds, ...(changes && { changes }) };
}

function unfinishedResult(isWaiting: boolean): Outcome["result"] {
  if (interruption.happened) return "interrupted";
  return isWaiting ? "cannot be planned yet" : "failed";
}

async function attempts(root: Root, { attempt, pauses }: DeploymentOptions): Promise<Attempt> {
  for (const pause of pauses) {
    const result = await attempt(root);
    if (result.isDone || interruption.happened || !isThrottled(result.errors)) return result;
    await wait(pause);
    if (interruption.happened) return result;
  }
  return attempt(root);
}

/** Waits. An interrupt ends the wait. */
async function wait(milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0 && !interruption.happened; left -= 500) await setTimeout(Math.min(left, 500));
}
