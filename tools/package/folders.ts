import { join, resolve } from "node:path";

/** Root of this repository. */
export const repository = resolve(__dirname, "../..");

/** Everything that is built. */
export const distFolder = join(repository, "dist");

/** The program with its dependencies. */
export const programFolder = join(distFolder, "cli");
