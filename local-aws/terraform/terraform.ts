import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CommandOptions, type CommandResult, run } from "../../shared/child-process";
import { writeWhole } from "../../shared/files";
import { localFolder } from "../folders";
import { findProviderMirror, holdsProvider, installedProvider, providerSource } from "./provider-mirror";

/** Environment of Terraform, without the user's configuration of Terraform and AWS. */
export function terraformEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|TF)_/.test(name));
  return {
    ...Object.fromEntries(inherited),
    TF_CLI_CONFIG_FILE: cliConfigFile(),
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
    // Each command reads the schema of the whole provider. Fewer garbage collections reduce this time by a quarter
    GOGC: "400",
  };
}

/** Runs Terraform in a folder. */
export async function terraform(
  folder: string,
  args: readonly string[],
  { env = terraformEnvironment(), ...options }: CommandOptions = {},
): Promise<CommandResult> {
  const result = await run("terraform", args, { ...options, cwd: folder, env });
  if (args[0] === "init") removeChecksums(folder);
  return result;
}

/**
 * Removes the checksum of the provider from the lock file of an initialized root. Each command would compute it from 700 MB, which is
 * a sixth of the processor time of a plan.
 */
export function removeChecksums(folder: string): void {
  const lock = join(folder, ".terraform.lock.hcl");
  if (!existsSync(lock)) return;
  writeFileSync(lock, readFileSync(lock, "utf8").replaceAll(/^ *hashes *= \[[^\]]*\]\n/gm, ""));
}

/** A CLI configuration file of Terraform that uses the installed provider, or a mirror on this machine if there is one. */
function cliConfigFile(): string {
  const mirror = holdsProvider(installedProvider) ? installedProvider : findProviderMirror();
  const aws = JSON.stringify([providerSource]);
  // Without `exclude`, Terraform would also query the registry, and fail without a network
  const sources = mirror
    ? `filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = ${aws}\n  }\n  direct {\n    exclude = ${aws}\n  }`
    : "direct {}";
  const path = join(localFolder, "terraform.rc");
  mkdirSync(localFolder, { recursive: true });
  const text = `provider_installation {\n  ${sources}\n}\n`;
  // Writes atomically, because another Terraform process can be reading the file
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeWhole(path, text);
  return path;
}
