/** The command line that starts the program: the npm script of this repository, or the installed package. */
export const programName = (env: NodeJS.ProcessEnv = process.env): string =>
  env["npm_lifecycle_event"] === "trailkeeper" ? "npm run trailkeeper --" : "npx trailkeeper";

/** The command line for output that another program reads. Without `--silent`, `npm run` prints its own lines first. */
export const silentProgramName = (env: NodeJS.ProcessEnv = process.env): string =>
  programName(env).replace("npm run", "npm run --silent");
