import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../shared/user-error";

/** A Terraform root of the synthesized output. */
export interface Root {
  readonly name: string;

  /** Folder in which Terraform runs. */
  readonly folder: string;

  /** Names of the roots that are applied before this root. */
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly workingDirectory: string; readonly dependencies: string[] }>>;
}

/**
 * The roots of an output folder.
 *
 * @throws UserError when the folder is not a synthesized output
 */
export function rootsIn(output: string): Root[] {
  const path = join(output, "manifest.json");
  if (!existsSync(path))
    throw new UserError(
      `${output} has no manifest.json; run trailkeeper synth first, or name another folder with --out <folder>`,
    );
  try {
    const { stacks }: Manifest = JSON.parse(readFileSync(path, "utf8"));
    return Object.entries(stacks).map(([name, { workingDirectory, dependencies }]) => ({
      name,
      folder: join(output, workingDirectory),
      dependencies,
    }));
  } catch (error) {
    throw new UserError(`${path} is not a manifest of CDKTF; run trailkeeper synth again`, { cause: error });
  }
}

/** The roots to deploy, and the canaries. */
export interface Choice {
  /** Names of the roots to deploy. Empty for all roots. */
  readonly roots: readonly string[];

  /** Names of the roots to deploy before the other roots of their wave. */
  readonly canaries: readonly string[];
}

/**
 * Divides roots into waves. A wave begins when every root of the previous wave is finished. A root is in a later wave than its
 * dependencies. The canaries of a wave are a separate wave before it.
 *
 * @throws UserError when a name is not the name of a root
 */
export function wavesOf(all: readonly Root[], { roots: chosen, canaries }: Choice): Root[][] {
  const names = new Set(all.map(({ name }) => name));
  const unknown = [...chosen, ...canaries].filter((name) => !names.has(name));
  if (unknown.length > 0)
    throw new UserError(
      `unknown root ${unknown.join(", ")}; name one of these roots: ${[...names].toSorted().join(", ")}`,
    );

  const isWanted = ({ name }: Root) => chosen.length === 0 || chosen.includes(name);
  let waiting = all.filter(isWanted).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const waves: Root[][] = [];
  while (waiting.length > 0) {
    const pending = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ dependencies }) => !dependencies.some((name) => pending.has(name)));
    if (ready.length === 0) throw new UserError(`the roots ${[...pending].join(", ")} depend on each other`);
    const first = ready.filter(({ name }) => canaries.includes(name));
    const others = ready.filter(({ name }) => !canaries.includes(name));
    waves.push(...[first, others].filter((wave) => wave.length > 0));
    waiting = waiting.filter((root) => !ready.includes(root));
  }
  return waves;
}
