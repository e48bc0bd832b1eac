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
import type { KeptSettings } from "./kept-settings";

/** Name of the file that contains the path of the configuration. */
const originName = "configuration.json";

/** Prefix of the names of folders for new files. The files are moved when all of them are complete. */
const stagingPrefix = ".new-";

/** Maximum number of names in a message. */
const mostNames = 5;

/** The configuration from which an output folder was written. */
export interface Origin extends Pick<KeptSettings, "prefix" | "homeRegion"> {
  readonly configuration: string;
  readonly organizationId: string;
}

/**
 * The folder of the synthesized output. It is replaced as a whole or not at all: new files are written to a folder inside it, and are
 * moved when all of them are complete. Files of Terraform, such as `.terraform`, stay.
 */
export class OutputFolder {
  /** Folder in which new files are written. */
  readonly staging: string;

  /** @throws UserError when the parent folder does not exist, or when the path is a file */
  constructor(readonly path: string) {
    const parent = dirname(path);
    if (!existsSync(parent))
      throw new UserError(`the parent folder ${parent} of the output folder does not exist; create it`);
    if (existsSync(path) && !statSync(path).isDirectory())
      throw new UserError(
        `the output folder ${path} is a file; remove it, or choose another folder with --out <folder>`,
      );
    this.staging = join(path, `${stagingPrefix}${process.pid}`);
  }

  /**
   * Names of the roots that an earlier synthesis wrote.
   *
   * @throws UserError when the manifest cannot be read, because its roots would then be unknown
   */
  earlierRoots(): string[] {
    return Object.keys(this.readJson<{ stacks?: object }>("manifest.json")?.stacks ?? {});
  }

  /** The configuration from which the folder was written. Undefined if it is not known. */
  origin(): Origin | undefined {
    return this.readJson<Origin>(originName);
  }

  /**
   * Refuses a folder with files that no synthesis wrote. If somebody deletes the output later, these files would be deleted too.
   *
   * @throws UserError with the names of these files
   */
  refuseForeignFiles(): void {
    if (!existsSync(this.path) || this.isOwn()) return;
    const foreign = readdirSync(this.path).filter((name) => !name.startsWith(stagingPrefix) && !this.isRoots(name));
    if (foreign.length === 0) return;
    const names = foreign.toSorted().slice(0, mostNames).join(", ");
    const more = foreign.length > mostNames ? ` and ${foreign.length - mostNames} more` : "";
    throw new UserError(
      `the output folder ${this.path} contains files that no synthesis wrote: ${names}${more}; choose an empty or new folder with --out <folder>`,
    );
  }

  /** Whether a synthesis has written the folder. */
  private isOwn(): boolean {
    const manifest = this.readJson<{ stacks?: unknown }>("manifest.json");
    return typeof manifest?.stacks === "object" || this.origin()?.organizationId !== undefined;
  }

  /** Whether an entry is the folder of the roots. After a killed synthesis, the output folder contains only this folder. */
  private isRoots(name: string): boolean {
    const folder = join(this.path, name);
    return (
      name === "stacks" &&
      statSync(folder).isDirectory() &&
      readdirSync(folder).every((root) => existsSync(join(folder, root, "cdk.tf.json")))
    );
  }

  /** Creates the folder for new files, and removes such a folder of a killed synthesis. */
  prepare(): void {
    mkdirSync(this.path, { recursive: true });
    for (const name of readdirSync(this.path)) {
      if (name.startsWith(stagingPrefix) && !isRunning(Number(name.slice(stagingPrefix.length))))
        rmSync(join(this.path, name), { recursive: true });
    }
    mkdirSync(join(this.staging, "stacks"), { recursive: true });
  }

  /** Moves the new files to their final paths. It first checks that no file has the path of a folder. */
  commit(roots: readonly string[], origin: Origin): void {
    writeFileSync(join(this.staging, originName), `${JSON.stringify(origin, undefined, 2)}\n`);
    mkdirSync(join(this.path, "stacks"), { recursive: true });
    const parts = roots.flatMap((root) => this.newParts(join("stacks", root)));
    uninterrupted(() => {
      // The manifest is moved last, because cdktf reads the roots in it
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

  /** The paths to move of a new folder: the whole folder, or only its files if a folder with this name already exists. */
  private newParts(folder: string): string[] {
    const place = join(this.path, folder);
    if (lstatSync(place, { throwIfNoEntry: false }) === undefined) return [folder];
    // Throws if the path is not a folder
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

/** Whether a process exists. If another process has the same number now, the folder of the killed process stays. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Runs a function that Ctrl-C must not interrupt. */
function uninterrupted(work: () => void): void {
  const wait = () => {};
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, wait);
  try {
    work();
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, wait);
  }
}
