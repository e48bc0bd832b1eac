import { join, resolve } from "node:path";

/** Root of this repository. */
export const repository = resolve(__dirname, "../..");

/** What the local AWS installs and writes; git ignores it. */
export const localFolder = join(repository, ".local");

/** Folder of the deployment that `npm run local` makes. */
export const runFolder = join(localFolder, "run");
