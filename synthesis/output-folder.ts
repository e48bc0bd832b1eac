import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../config/user-error";

/** Name of the file that names the configuration of the folder. */
const originName = "configuration.json";

/** Beginning of the names of the folders in which new files wait until all of them are complete. */
const stagingPrefix = ".new-";

/** Maximum number of names in a message. */
const mostNames = 5;

/** Which configuration wrote an output folder. */
export interface Origin {
  readonly configuration: string;
  readonly organizationId: string;
}

/**
 * The folder of the synthesized output. It is replaced as a whole or not at all: new files are written to a folder inside it
 * and moved when all of them are complete. What Terraform keeps beside them, such as `.terraform`, stays.
 */
export class OutputFolder {
  /** Where new files are written. */
  readonly staging: string;

  /** @throws UserError when the folder cannot exist */
  constructor(readonly path: string) {
    const parent = dirname(path);
    if (!existsSync(parent)) throw new UserError(`the folder ${parent} of the output does not exist; create it`);
    if (existsSync(path) && !statSync(path).isDirectory())
      throw new UserError(`the output ${path} is a file; remove it, or choose another folder`);
    this.staging = join(path, `${stagingPrefix}${process.pid}`);
  }

  /**
   * Names of the roots that an earlier synthesis wrote.
   *
   * @throws UserError when the manifest cannot be read, because its roots would be forgotten
   */
  earlierRoots(): string[] {
    return Object.keys(this.readJson<{ stacks?: object }>("manifest.json")?.stacks ?? {});
  }

  /** Which configuration wrote the folder, if it is known. */
  origin(): Origin | undefined {
    return this.readJson<Origin>(originName);
  }

  /**
   * Refuses a folder with files that no synthesis wrote. Otherwise deleting the output later would delete them too.
   *
   * @throws UserError with their names
   */
  refuseForeignFiles(): void {
    if (!existsSync(this.path) || this.isOwn()) return;
    const foreign = readdirSync(this.path).filter((name) => !name.startsWith(stagingPrefix) && !this.isRoots(name));
    if (foreign.length === 0) return;
    const names = foreign.toSorted().slice(0, mostNames).join(", ");
    const more = foreign.length > mostNames ? ` and ${foreign.length - mostNames} more` : "";
    throw new UserError(
      `the output ${this.path} is not empty, and no synthesis wrote it: it has ${names}${more}; choose an empty or new folder with --out <folder>`,
    );
  }

  /** Whether a synthesis has written the folder. */
  private isOwn(): boolean {
    const manifest = this.readJson<{ stacks?: unknown }>("manifest.json");
    return typeof manifest?.stacks === "object" || this.origin()?.organizationId !== undefined;
  }

  /** Whether an entry is the folder of the roots. A synthesis that was killed leaves nothing else. */
  private isRoots(name: string): boolean {
    const folder = join(this.path, name);
    return (
      name === "stacks" &&
      statSync(folder).isDirectory() &&
      readdirSync(folder).every((root) => existsSync(join(folder, root, "cdk.tf.json")))
    );
  }

  /** Creates the folder for new files, and removes that of a synthesis that was killed. */
  prepare(): void {
    mkdirSync(this.path, { recursive: true });
    for (const name of readdirSync(this.path)) {
      if (name.startsWith(stagingPrefix) && !isRunning(Number(name.slice(stagingPrefix.length))))
        rmSync(join(this.path, name), { recursive: true });
    }
    mkdirSync(join(this.staging, "stacks"), { recursive: true });
  }

  /** Moves the new files to their places. Nothing is moved before it is clear that no file is in the way of a folder. */
  commit(roots: readonly string[], origin: Origin): void {
    writeFileSync(join(this.staging, originName), `${JSON.stringify(origin, undefined, 2)}\n`);
    mkdirSync(join(this.path, "stacks"), { recursive: true });
    const parts = roots.flatMap((root) => this.newParts(join("stacks", root)));
    uninterrupted(() => {
      // The manifest is the last, because cdktf reads the roots that it lists
      for (const part of [...parts, originName, "manifest.json"])
        renameSync(join(this.staging, part), join(this.path, part));
    });
    this.discard();
  }

  /** Removes the new files. */
  discard(): void {
    rmSync(this.staging, { recursive: true, force: true });
  }

  /** Deletes the folder of a root, if this project wrote it. */
  removeRoot(root: string): void {
    const folder = join(this.path, "stacks", root);
    if (existsSync(join(folder, "cdk.tf.json"))) rmSync(folder, { recursive: true });
  }

  /** What is moved of a new folder: the whole folder, or only its files if there is one with this name already. */
  private newParts(folder: string): string[] {
    const place = join(this.path, folder);
    if (lstatSync(place, { throwIfNoEntry: false }) === undefined) return [folder];
    // Throws if it is no folder
    mkdirSync(place, { recursive: true });
    return readdirSync(join(this.staging, folder)).map((name) => join(folder, name));
  }

  private readJson<T>(name: string): T | undefined {
    const path = join(this.path, name);
    if (!existsSync(path)) return undefined;
    try {
      const value: unknown = JSON.parse(readFileSync(path, "utf8"));
      if (typeof value === "object" && value !== null) return value as T;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    throw new UserError(`${path} is not valid JSON; delete it, then check that no root is missing in ${this.path}`);
  }
}

/** Whether a process exists. Its number may belong to somebody else by now; then its folder is left alone. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Does work that Ctrl-C must not stop in the middle. */
function uninterrupted(work: () => void): void {
  const wait = () => {};
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, wait);
  try {
    work();
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, wait);
  }
}
