import { mapInParallel } from "../../shared/in-parallel";
import { type Outcome, deploy } from "../deploy/deployment";
import type { Journal } from "../deploy/journal";
import type { TerraformRoots } from "../deploy/terraform-roots";
import type { Root } from "../deploy/waves";
import { type RootPlan, planOf } from "./root-plan";
import { readStackOf } from "./stack-of";
import { liftProtection } from "./work-folder";

/** The result of the take-down of a root. */
export interface TakenDown {
  readonly root: string;
  readonly result: "destroyed" | "destroyed before" | "failed" | "interrupted" | "not started";
  readonly errors: readonly string[];
  readonly seconds: number;
}

interface ReadOptions {
  readonly parallelism: number;

  /** Whether to wait for the locks of the states, which needs permission to write the locks. */
  readonly waits: boolean;
  readonly today: Date;
  readonly report: (done: number) => void;
}

/** Reads the states of roots with limited parallelism, and plans the take-down of each root. */
export async function readPlans(
  roots: readonly Root[],
  terraform: Pick<TerraformRoots, "readState">,
  { parallelism, waits, today, report }: ReadOptions,
): Promise<RootPlan[]> {
  let done = 0;
  const failures: unknown[] = [];
  const plans = await mapInParallel(roots, parallelism, async (root): Promise<RootPlan[]> => {
    if (failures.length > 0) return [];
    try {
      const plan = planOf(root, readStackOf(root), await terraform.readState(root, { waits }), today);
      report(++done);
      return [plan];
    } catch (error) {
      // Running programs end before this process, so that they release their locks
      failures.push(error);
      return [];
    }
  });
  if (failures.length > 0) throw failures[0];
  return plans.flat();
}

/** Input of {@link takeDown}. */
export interface TakeDownOptions {
  /** Waves in the order of the take-down. */
  readonly waves: readonly (readonly RootPlan[])[];
  readonly parallelism: number;
  readonly pauses: readonly number[];
  readonly journal: Pick<Journal, "has" | "add">;

  /** `release` applies the settings that destroying needs. `terraform` destroys. */
  readonly release: Pick<TerraformRoots, "attempt">;
  readonly terraform: Pick<TerraformRoots, "attempt">;
  readonly report: (one: TakenDown) => void;
}

/** Destroys roots wave by wave. After a failure, the next wave does not start. */
export async function takeDown(options: TakeDownOptions): Promise<TakenDown[]> {
  const { waves, terraform, release, report, journal, ...shared } = options;
  const plans = new Map(waves.flat().map((plan) => [plan.root.name, plan]));
  const outcomes = await deploy({
    ...shared,
    waves: waves.map((wave) => wave.map(({ root }) => root)),
    planOnly: false,
    // A root in the journal that was deployed again has resources to destroy
    journal: {
      has: (root) => journal.has(root) && plans.get(root.name)?.destroyed.length === 0,
      add: (root) => journal.add(root),
    },
    async attempt(root) {
      const plan = plans.get(root.name);
      if (plan === undefined || plan.destroyed.length === 0) return { isDone: true, errors: [] };
      liftProtection(plan);
      if (plan.unreleasedWorkgroups.length > 0) {
        const released = await release.attempt(root);
        if (!released.isDone) return released;
      }
      return terraform.attempt(root);
    },
    report: (outcome) => report(takenDown(outcome)),
  });
  return outcomes.map(takenDown);
}

function takenDown({ root, result, errors, seconds }: Outcome): TakenDown {
  const results = { applied: "destroyed", "applied before": "destroyed before" } as const;
  const named = result in results ? results[result as keyof typeof results] : result;
  return { root, result: named as TakenDown["result"], errors, seconds };
}
