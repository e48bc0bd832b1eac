import type { RunFailure } from "../../detections/run-failures";
import { chatMessage, type EventMessage, objectMessage, plain } from "./event-message";

const inputPaths = {
  account: "$.account",
  application: "$.detail.applicationId",
  run: "$.detail.jobRunId",
  state: "$.detail.state",
  time: "$.time",
} as const;

/**
 * The message that notifies people of a failed run of EMR Serverless: the run, and the first step.
 *
 * @param runbookUrl URL of the runbooks, without a slash at its end
 */
export function runFailureMessage({ id, title, why, runbook }: RunFailure, runbookUrl: string): EventMessage {
  return objectMessage(id, inputPaths, [
    ["What", JSON.stringify(`${title}. ${why}`)],
    ["Account", "<account>"],
    ["Application", "<application>"],
    ["Run", "<run>"],
    ["State", "<state>"],
    ["Time (UTC)", "<time>"],
    ["Runbook", JSON.stringify(plain(`${runbookUrl}/${runbook}.md`))],
  ]);
}

/**
 * The same message for chat channels.
 *
 * @param runbookUrl URL of the runbooks, without a slash at its end
 */
export function runFailureChatMessage({ id, title, why, runbook }: RunFailure, runbookUrl: string): EventMessage {
  return chatMessage(id, inputPaths, title, [
    why,
    "Run: <run> of application <application> in <account>",
    "State: <state>",
    "Time: <time> (UTC)",
    `Runbook: ${plain(`${runbookUrl}/${runbook}.md`)}`,
  ]);
}
