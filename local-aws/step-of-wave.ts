import { CommandError } from "../shared/child-process";
import { step } from "../shared/steps";

/**
 * Does the same work for every stack of a wave in parallel, as one step, because Terraform mostly waits for AWS. If a stack
 * fails, all other stacks are completed.
 *
 * @throws {CommandError} with the messages of all stacks that failed
 */
export async function stepOfWave(
  deed: string,
  wave: readonly string[],
  work: (stack: string) => Promise<void>,
  show: typeof step<void> = step,
): Promise<void> {
  const remaining = new Set(wave);
  await show(`${deed} ${wave.join(", ")}`, async (say) => {
    const settled = await Promise.allSettled(
      wave.map(async (stack) => {
        await work(stack);
        remaining.delete(stack);
        if (remaining.size > 0) say(`waiting for ${[...remaining].join(", ")}`);
      }),
    );
    const failures = settled.flatMap((result): unknown[] => (result.status === "rejected" ? [result.reason] : []));
    const refusals = failures.filter((failure) => failure instanceof CommandError);
    if (refusals.length < failures.length) throw failures.find((failure) => !(failure instanceof CommandError));
    if (refusals.length > 0) throw new CommandError(refusals.map(({ message }) => message).join("\n"));
  });
}
