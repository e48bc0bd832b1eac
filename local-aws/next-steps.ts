import { relative } from "node:path";
import { repository, runFolder } from "./folders";
import { shellQuoted } from "./shell-environment";

/** A command for a deployed local AWS, with a description. */
export interface NextStep {
  readonly command: string;
  readonly does: string;
}

/** Command line of this program for the local AWS in a folder. */
export function localCommand(folder: string, command = ""): string {
  const script = command === "down" ? "npm run local:down" : "npm run local";
  const args = [
    ...(folder === runFolder ? [] : ["--folder", shellQuoted(folder)]),
    ...(command === "down" || command === "" ? [] : [command]),
  ];
  return args.length === 0 ? script : [script, "--", ...args].join(" ");
}

/** Commands to try after `npm run local`. */
export function nextSteps(folder: string): NextStep[] {
  const at = shellQuoted(folder === runFolder ? relative(repository, folder) : folder);
  return [
    { command: localCommand(folder, "query identity-root-activity"), does: "run a saved query" },
    { command: localCommand(folder, "queries"), does: "list the saved queries" },
    { command: localCommand(folder, "alarms --all"), does: "list all alarms, including alarms that were not raised" },
    { command: localCommand(folder, "alarms --json"), does: "print the events that each alarm counted" },
    {
      command: `. ${at}/environment.sh && terraform -chdir=${at}/cdktf.out/stacks/log-archive output`,
      does: "use Terraform, the AWS CLI or boto3 in this shell",
    },
    { command: localCommand(folder, "down"), does: "destroy everything" },
  ];
}

/** The steps as text: each description, with the command below. */
export function describeNextSteps(folder: string): string {
  return nextSteps(folder)
    .map(({ command, does }) => `  # ${does}\n  ${command}`)
    .join("\n");
}

/** Message after an interrupt, with commands to continue or to destroy everything. */
export function afterInterrupt(folder: string): string {
  return `
interrupted. The local AWS continues to run with the resources that are already deployed.
  # continue
  ${localCommand(folder)}
  # destroy everything
  ${localCommand(folder, "down")}`;
}
