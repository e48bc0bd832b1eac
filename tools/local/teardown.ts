import { CommandError } from "../shared/child-process";
import type { LocalDeployment } from "./terraform/deployment";
import { step } from "../shared/steps";

/** Resources that still exist after destroying. */
export interface Remains {
  readonly stack: string;

  /** Addresses of the resources that still exist. */
  readonly resources: readonly string[];

  /** Error message of Terraform. */
  readonly reason: string;
}

/**
 * Destroys every account's resources, in reverse order of deployment.
 *
 * Deployed archives refuse to be destroyed. So this first changes the setting that a user would also change. Nothing can remove
 * the lock of existing objects. Resources that an interrupted run did not create are not created for this.
 *
 * @returns resources that could not be destroyed, and the reason
 */
export async function destroyAll(deployment: LocalDeployment): Promise<Remains[]> {
  const { archive, logSources, trail } = deployment.config;
  const lock = { ...archive.lock, mode: archive.lock.mode === "compliance" ? "governance" : archive.lock.mode };
  await deployment.synthesize({
    archive: { lock, preventDestroy: false, configArchive: archive.configArchive },
    logSources,
    trail,
  });

  const remains: Remains[] = [];
  const deployed = deployment.stacks.filter((stack) => deployment.resourcesOf(stack).length > 0);
  for (const stack of deployed.toReversed()) {
    try {
      await step(`removing the deletion protection of ${stack}`, () => deployment.applyToExisting(stack));
      await step(`destroying ${stack}`, () => deployment.cdktfDestroy(stack));
      const resources = deployment.resourcesOf(stack);
      if (resources.length > 0) remains.push({ stack, resources, reason: "Terraform reported that it destroyed them" });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      remains.push({ stack, resources: deployment.resourcesOf(stack), reason: error.message });
    }
  }
  return remains;
}
