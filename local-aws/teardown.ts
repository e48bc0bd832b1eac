import { CommandError } from "../shared/child-process";
import type { LocalDeployment } from "./terraform/deployment";
import { stepOfWave } from "./step-of-wave";

/** Resources that still exist after destroying. */
export interface Remains {
  readonly stack: string;

  /** Addresses of the resources that still exist. */
  readonly resources: readonly string[];

  /** Error message of Terraform. */
  readonly reason: string;
}

/**
 * Destroys the resources of every account, in reverse order of deployment.
 *
 * `prevent_destroy` protects deployed archives. So this function first changes `archive.preventDestroy`, as a user would do. Nothing
 * can remove the lock of existing objects. Resources that an interrupted run did not create are not created first.
 *
 * @returns resources that could not be destroyed, and the reason
 */
export async function destroyAll(deployment: LocalDeployment): Promise<Remains[]> {
  const { archive, logSources, trail, detections, hunts, notifications } = deployment.config;
  const lock = { ...archive.lock, mode: archive.lock.mode === "compliance" ? "governance" : archive.lock.mode };
  await deployment.synthesize({
    archive: { lock, preventDestroy: false, configArchive: archive.configArchive },
    logSources,
    trail,
    detections,
    hunts,
    notifications,
  });

  const remains: Remains[] = [];
  for (const wave of deployment.waves.toReversed()) {
    const deployed = wave.filter((stack) => deployment.resourcesOf(stack).length > 0);
    if (deployed.length > 0) remains.push(...(await destroyWave(deployment, deployed)));
  }
  return remains;
}

/** Destroys stacks that do not depend on each other. */
async function destroyWave(deployment: LocalDeployment, wave: readonly string[]): Promise<Remains[]> {
  const remains: Remains[] = [];
  try {
    await stepOfWave("destroying", wave, async (stack) => {
      try {
        await destroy(deployment, stack);
      } catch (error) {
        const reason = error instanceof CommandError ? error.message : String(error);
        remains.push({ stack, resources: deployment.resourcesOf(stack), reason });
        throw error;
      }
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
  }
  return remains;
}

/** Removes the deletion protection of a stack, and destroys it. */
async function destroy(deployment: LocalDeployment, stack: string): Promise<void> {
  const isUnprotected = deployment.isDeployed(stack);
  if (!isUnprotected) await deployment.applyToExisting(stack);
  await deployment.cdktfDestroy(stack, { refresh: isUnprotected });
  if (deployment.resourcesOf(stack).length > 0)
    throw new CommandError("Terraform reported success, but these resources remain");
}
