import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../shared/user-error";
import type { KeptSettings } from "./kept-settings";
import { type Move, checkTargets, moveAll } from "./moves";
import { isStagingName, newStagingName, removeAbandoned, removeStaging } from "./staging-folders";

/** Name of the file that contains the path of the configuration. */
const originName = "configuration.json";

/** Name of the file in which Terraform saves a state that it cannot store in the backend. */
const unsavedStateName = "errored.tfstate";

/** A name that is a folder, and not a path to another folder. */
const folderName = /^\w[\w.-]*$/;

/** Maximum number of names in a message. */
const mostNames = 5;

/** The configuration from which an output folder was written. */
export interface Origin extends Pick<KeptSettings, "prefix" | "homeRegion"> {
  readonly configuration: string;
  readonly organizationId: string;
}

/** What a synthesis changes in an output folder. */
export interface OutputChange {
  /** Roots with new files. */
  readonly roots: readonly string[];

  /** Roots whose folders are removed, if a synthesis wrote them. */
  readonly removed: readonly string[];
  readonly origin: Origin;

  /** Last step, whose error also restores the earlier output. */
  readonly last: () => void;
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
    this.staging = join(path, newStagingName());
  }

  /**
   * Names of the roots that an earlier synthesis wrote.
   *
   * @throws UserError when the manifest cannot be read, because its roots would then be unknown, or when a name is a path
   */
  earlierRoots(): string[] {
    const names = Object.keys(this.readJson<{ stacks?: object }>("manifest.json")?.stacks ?? {});
    const wrong = names.find((name) => !folderName.test(name));
    if (wrong === undefined) return names;
    const path = join(this.path, "manifest.json");
    throw new UserError(`${path} has the root ${JSON.stringify(wrong)}, which is not a folder name; delete ${path}`);
  }

  /**
   * Refuses to remove roots whose states Terraform could not store: the file in their folder is the only record of their resources.
   *
   * @throws UserError with these files and the fix
   */
  refuseUnsavedStates(removed: readonly string[]): void {
    const folders = removed
      .map((root) => this.folderOf(root))
      .filter((folder) => isWritten(folder) && existsSync(join(folder, unsavedStateName)));
    const problems = folders.map(
      (folder) =>
        `${join(folder, unsavedStateName)} is a state that Terraform could not store, and synth would delete it; run terraform state push ${unsavedStateName} there first, then delete the file`,
    );
    if (problems.length > 0) throw new UserError(problems.join("\n"));
  }

  /** The configuration from which the folder was written. Undefined if it is not known. */
  origin(): Origin | undefined {
    return this.readJson<Origin>(originName);
  }

  /**
   * Refuses a folder with files that no synthesis wrote. If someone deletes the output later, these files would be deleted too.
   *
   * @throws UserError with the names of these files
   */
  refuseForeignFiles(): void {
    if (!existsSync(this.path) || this.isOwn()) return;
    const foreign = readdirSync(this.path).filter((name) => !isStagingName(name) && !this.isRoots(name));
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
      readdirSync(folder).every((root) => isWritten(join(folder, root)))
    );
  }

  /** Creates the folder for new files, and removes such a folder of a killed synthesis. */
  prepare(): void {
    mkdirSync(this.path, { recursive: true });
    removeAbandoned(this.path);
    mkdirSync(join(this.staging, "stacks"), { recursive: true });
  }

  /**
   * Moves the new files to their final paths, and removes the folders of roots. After an error, the output is unchanged.
   *
   * @throws RollbackError when the earlier output cannot be restored
   */
  commit({ roots, removed, origin, last }: OutputChange): void {
    writeFileSync(join(this.staging, originName), `${JSON.stringify(origin, undefined, 2)}\n`);
    mkdirSync(join(this.path, "stacks"), { recursive: true });
    const parts = roots.flatMap((root) => this.newParts(join("stacks", root)));
    const move = (part: string): Move => ({ from: join(this.staging, part), to: join(this.path, part) });
    const removals = removed.map((root) => this.folderOf(root)).filter(isWritten);
    // The manifest is moved last, because cdktf reads the roots in it
    const moves = [...parts.map(move), ...removals.map((to) => ({ to })), move(originName), move("manifest.json")];
    checkTargets(moves);
    const backups = join(this.staging, "earlier");
    mkdirSync(backups);
    moveAll(moves, backups, last);
  }

  /** Removes the temporary files. */
  discard(): void {
    removeStaging(this.staging);
  }

  private folderOf(root: string): string {
    return join(this.path, "stacks", root);
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

/** Whether a synthesis wrote the folder of a root. */
const isWritten = (folder: string): boolean => existsSync(join(folder, "cdk.tf.json"));
