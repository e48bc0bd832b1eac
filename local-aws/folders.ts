import { join, resolve } from "node:path";

/** Root of this repository. */
export const repository = resolve(__dirname, "..");

/** Folder for all files that the local AWS installs and writes. Git ignores it. */
export const localFolder = join(repository, ".local");

/** Folder of the deployment that `npm run local` creates. */
export const runFolder = join(localFolder, "run");
