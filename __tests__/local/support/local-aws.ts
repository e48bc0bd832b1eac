import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CommandOptions, run } from "../../../shared/child-process";
import type { LocalDeployment } from "../../../local-aws/terraform/deployment";
import { LocalSession } from "../../../local-aws/session";
import { runFolder } from "./run-folders";

const sessionOf = (name: string) => new LocalSession(join(runFolder(), name));

/** The local AWS that the tests of one run share. The user's own local AWS is not used. */
export const sharedSession = sessionOf("shared");

/** A local AWS for plain Terraform, for tests of failures. */
export const plainSession = sessionOf("plain");

/** A local AWS with an earlier deployment of Control Tower. */
export const controlTowerSession = sessionOf("control-tower");

/** A local AWS whose archives have replicas in a second region. */
export const secondRegionSession = sessionOf("second-region");

/** A local AWS on which an earlier release is deployed. */
export const releaseSession = sessionOf("release");

/** An emulator without a deployment. */
export const bareSession = sessionOf("bare");

/** A local AWS with a hand-made trail. */
export const adoptSession = sessionOf("adopt");

/** Runs `npm run local` on the shared local AWS. */
export function local(args: readonly string[], options: CommandOptions = {}) {
  const command = ["--silent", "run", "local", "--", "--folder", sharedSession.folder, ...args];
  return run("npm", command, options);
}

/** The organization as `npm run local` deploys it. The first test that uses it starts the deployment. */
export async function deployedOrganization(): Promise<LocalDeployment> {
  const done = join(sharedSession.folder, "deployed-for-tests");
  if (!sharedSession.emulator.isRunning() || !existsSync(done)) {
    const { status, stdout, output } = await local([], { onOutput: (text) => process.stderr.write(text) });
    if (status !== 0) throw new Error(`npm run local ended with ${status}:\n${output}`);
    writeFileSync(done, stdout);
  }
  return sharedSession.deployment;
}
