import { CommandError } from "../shared/child-process";
import type { LocalDeployment } from "./terraform/deployment";
import { step } from "../shared/steps";

/** What destroying left behind. */
export interface Remains {
  readonly stack: string;

  /** Addresses of the resources that still exist. */
  readonly resources: readonly string[];

  /** Error message of Terraform. */
  readonly reason: string;
}

/**
 * Destroys every account's resources, the last deployed first.
 *
 * The archives refuse to be destroyed as they are deployed. So that is lifted first, by the same setting a user would
 * change; a lock that objects are already under is not lifted by anything. What an interrupted run did not create is not
 * created for that.
 *
 * @returns what could not be destroyed, and why
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
