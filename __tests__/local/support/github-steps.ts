import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PullRequest } from "./pull-request";

/** A step of an action or of a job. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | boolean>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Run {
  readonly pullRequest: PullRequest;
  readonly steps: readonly Step[];

  /** Values of the expressions in the variables of the steps. The outputs of completed steps are added. */
  readonly values: Record<string, string>;

  /** Returns whether the condition of a step is true. */
  readonly holds?: (condition: string, values: Readonly<Record<string, string>>) => boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the scripts of steps like GitHub: in order, until one fails, each with only its own variables. */
export function runSteps({ pullRequest, steps, values, holds = () => true, env = {} }: Run) {
  const { folder, source } = pullRequest;
  const summary = join(folder, "summary");
  writeFileSync(summary, "");
  let [status, text] = [0, ""];
  for (const step of steps.filter(({ run }) => run !== undefined)) {
    if (status !== 0 || (step.if !== undefined && !holds(step.if, values))) continue;
    const output = join(folder, "output");
    writeFileSync(output, "");
    const own = Object.entries(step.env ?? {}).map(([name, value]) => {
      return [name, value.replace(/\$\{\{ (.+?) \}\}/g, (_, expression: string) => values[expression] ?? "")];
    });
    const ended = spawnSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step.run ?? ""], {
      cwd: source,
      encoding: "utf8",
      env: {
        ...pullRequest.env,
        RUNNER_TEMP: join(folder, "temp"),
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_REPOSITORY: "acme/audit",
        ...env,
        ...Object.fromEntries(own),
      },
    });
    status = ended.status ?? -1;
    text += ended.stdout + ended.stderr;
    for (const line of readFileSync(output, "utf8").trim().split("\n")) {
      const [name = "", ...value] = line.split("=");
      if (step.id !== undefined) values[`steps.${step.id}.outputs.${name}`] = value.join("=");
    }
  }
  return { status, text, values, summary: readFileSync(summary, "utf8") };
}
