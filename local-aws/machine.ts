import { homedir } from "node:os";

/** The folders where programs and files of a machine are searched. */
export interface Machine {
  /** Folder that represents the root of the file system. Empty for this machine. */
  readonly root: string;

  /** Home folder of the user, below the root. */
  readonly home: string;
}

export const thisMachine: Machine = { root: "", home: homedir() };
