import { homedir } from "node:os";

/** Where programs and files of the machine are searched. */
export interface Machine {
  /** Folder that holds the root of the file system: empty for the machine itself. */
  readonly root: string;

  /** Home folder of the user, below the root. */
  readonly home: string;
}

export const thisMachine: Machine = { root: "", home: homedir() };
