import type { QueryFailure } from "../../detections/query-failures";
import { chatMessage, type EventMessage, objectMessage, plain } from "./event-message";

const inputPaths = {
  account: "$.account",
  workgroup: "$.detail.workgroupName",
  query: "$.detail.queryExecutionId",
  state: "$.detail.currentState",
  reason: "$.detail.athenaError.errorMessage",
  time: "$.time",
} as const;

/**
 * The message that notifies people of a failed query: the query, the reason, and the first step.
 *
 * @param runbookUrl URL of the runbooks, without a slash at its end
 */
export function queryFailureMessage({ id, title, why, runbook }: QueryFailure, runbookUrl: string): EventMessage {
  return objectMessage(id, inputPaths, [
    ["What", JSON.stringify(`${title}. ${why}`)],
    ["Account", "<account>"],
    ["Workgroup", "<workgroup>"],
    ["Query", "<query>"],
    ["State", "<state>"],
    ["Reason", "<reason>"],
    ["Time (UTC)", "<time>"],
    ["Runbook", JSON.stringify(plain(`${runbookUrl}/${runbook}.md`))],
  ]);
}

/**
 * The same message for chat channels.
 *
 * @param runbookUrl URL of the runbooks, without a slash at its end
 */
export function queryFailureChatMessage({ id, title, why, runbook }: QueryFailure, runbookUrl: string): EventMessage {
  return chatMessage(id, inputPaths, title, [
    why,
    "Query: <query> in <workgroup> of <account>",
    "State: <state>",
    "Reason: <reason>",
    "Time: <time> (UTC)",
    `Runbook: ${plain(`${runbookUrl}/${runbook}.md`)}`,
  ]);
}
