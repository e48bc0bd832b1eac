import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../../shared/child-process";

/** Version of the AWS provider the roots are given to. Types cover 6.25; what runs here also has to suit 5.100. */
export const providerVersion = "5.100.0";

/** The AWS provider as Terraform names it, and below a folder of its host as its folder in a mirror is named. */
export const providerSource = "hashicorp/aws";

/**
 * A filesystem mirror that holds the AWS provider: `TRAILKEEPER_PROVIDER_MIRROR`, or one of the usual places.
 *
 * @returns undefined where there is none, and the registry has to be asked
 * @throws {CommandError} when the variable names a folder without the provider
 */
export function findProviderMirror(): string | undefined {
  const named = process.env["TRAILKEEPER_PROVIDER_MIRROR"];
  if (named !== undefined && !holdsProvider(named)) {
    throw new CommandError(
      `TRAILKEEPER_PROVIDER_MIRROR is ${named}, which has no AWS provider ${providerVersion}; unset it or correct it`,
    );
  }
  const usual = [
    join(homedir(), ".terraform.d/plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    ...entries("/opt").map((name) => join("/opt", name)),
  ];
  return named ?? usual.find(holdsProvider);
}

function holdsProvider(folder: string): boolean {
  const isPacked = (name: string) => name.startsWith(`terraform-provider-aws_${providerVersion}_`);
  return entries(folder)
    .flatMap((host) => entries(join(folder, host, providerSource)))
    .some((name) => name === providerVersion || isPacked(name));
}

/** What is in a folder; nothing where it is no folder, or one that is closed to us, as some below /opt are. */
function entries(folder: string): string[] {
  try {
    return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EACCES") return [];
    throw error;
  }
}
