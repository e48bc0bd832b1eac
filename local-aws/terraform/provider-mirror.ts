import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../../shared/thrown";
import { CommandError } from "../../shared/child-process";
import { localFolder } from "../folders";
import { type Machine, thisMachine } from "../machine";

/** Version of the AWS provider in the tests. The types are from 6.25, but the output must also work with 5.100. */
export const providerVersion = "5.100.0";

/** Source address of the AWS provider. It is also the path of the provider in a mirror, below the folder of the registry host. */
export const providerSource = "hashicorp/aws";

/** Filesystem mirror of this checkout, which `installProvider` writes. */
export const installedProvider = join(localFolder, `provider-${providerVersion}`);

/**
 * A filesystem mirror with the AWS provider: `TRAILKEEPER_PROVIDER_MIRROR`, or a standard folder.
 *
 * @returns undefined if there is none, so that Terraform must use the registry
 * @throws {CommandError} when the variable names a folder without the provider
 */
export function findProviderMirror({ root, home }: Machine = thisMachine): string | undefined {
  const isMirror = (folder: string) => holdsProvider(join(root, folder));
  const named = process.env["TRAILKEEPER_PROVIDER_MIRROR"];
  if (named !== undefined && !isMirror(named)) {
    throw new CommandError(
      `TRAILKEEPER_PROVIDER_MIRROR is ${named}, which has no AWS provider ${providerVersion}; correct or unset the variable`,
    );
  }
  const usual = [
    join(home, ".terraform.d/plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    ...entries(join(root, "/opt")).map((name) => join("/opt", name)),
  ];
  return named ?? usual.find(isMirror);
}

/** Whether a filesystem mirror has the AWS provider. */
export function holdsProvider(folder: string): boolean {
  const isPacked = (name: string) => name.startsWith(`terraform-provider-aws_${providerVersion}_`);
  return entries(folder)
    .flatMap((host) => entries(join(folder, host, providerSource)))
    .some((name) => name === providerVersion || isPacked(name));
}

/** Entries of a folder. Empty if the folder does not exist or is not readable, such as some folders below /opt. */
function entries(folder: string): string[] {
  try {
    return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
  } catch (error) {
    if (errorCode(error) === "EACCES") return [];
    throw error;
  }
}
