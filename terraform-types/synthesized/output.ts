import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { toError } from "../../shared/thrown";
import { UserError } from "../../shared/user-error";
import { programName } from "../../shared/program-name";
import { type Stack, readStack } from "./stack";
import { SynthesizedError } from "./synthesized-error";

/** Folder of the roots in an output, and file of each root. */
export const rootsFolder = "stacks";
export const rootFile = "cdk.tf.json";

/**
 * Reads every synthesized stack of a folder.
 *
 * @throws SynthesizedError when there is no stack, or a stack cannot be read
 */
export function readOutput(folder: string): Stack[] {
  const stacks = join(folder, rootsFolder);
  const names = existsSync(stacks)
    ? readdirSync(stacks).filter((name) => existsSync(join(stacks, name, rootFile)))
    : [];
  if (names.length === 0) {
    throw new SynthesizedError(
      `no synthesized output in ${folder}; run ${programName()} synth, or name another folder`,
    );
  }
  return names.toSorted().map((name) => readStack(name, readJson(join(stacks, name, rootFile))));
}

/**
 * Reads the named stacks of a folder. Without names, reads all stacks.
 *
 * @throws UserError when a name is unknown. It lists the existing names
 */
export function readRoots(folder: string, names: readonly string[]): Stack[] {
  const stacks = readOutput(folder);
  const unknown = names.filter((one) => !stacks.some(({ name }) => name === one));
  if (unknown.length > 0) {
    const known = stacks.map(({ name }) => name).join(", ");
    throw new UserError(`no root ${unknown.join(", ")} in ${folder}; name one of these roots: ${known}`);
  }
  return names.length === 0 ? stacks : stacks.filter(({ name }) => names.includes(name));
}

function readJson(path: string) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new SynthesizedError(
      `${path} is not valid JSON; run ${programName()} synth again (${toError(error).message})`,
    );
  }
}
