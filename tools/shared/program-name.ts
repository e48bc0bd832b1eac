/** How the user starts the program: with the script of this repository, or installed from a package. */
export const programName = (env: NodeJS.ProcessEnv = process.env): string =>
  env["npm_lifecycle_event"] === "trailkeeper" ? "npm run trailkeeper --" : "npx trailkeeper";

/** The same, for output that another program reads: `npm run` prints lines of its own before it. */
export const silentProgramName = (env: NodeJS.ProcessEnv = process.env): string =>
  programName(env).replace("npm run", "npm run --silent");
