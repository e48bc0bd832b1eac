import { join, resolve } from "node:path";

/** Root of this repository. */
export const repository = resolve(__dirname, "../..");

/** Folder of all build output. */
export const distFolder = join(repository, "dist");

/** Folder of the bundled program. */
export const programFolder = join(distFolder, "program");
