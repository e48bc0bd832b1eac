import { unreadableLog } from "../../detections/unreadable-log";
import { chatMessage, type EventMessage, objectMessage, plain } from "./event-message";

const inputPaths = {
  account: "$.account",
  workgroup: "$.detail.workgroupName",
  query: "$.detail.queryExecutionId",
  reason: "$.detail.athenaError.errorMessage",
  time: "$.time",
} as const;

/**
 * The message about a query that failed on an object: which object, and what to do.
 *
 * @param runbookUrl URL of the runbooks, without a slash at its end
 */
export function unreadableLogMessage(runbookUrl: string): EventMessage {
  const { id, title, why } = unreadableLog;
  return objectMessage(id, inputPaths, [
    ["What", JSON.stringify(`${title}. ${why}`)],
    ["Account", "<account>"],
    ["Workgroup", "<workgroup>"],
    ["Query", "<query>"],
    ["Reason", "<reason>"],
    ["Time (UTC)", "<time>"],
    ["Runbook", JSON.stringify(plain(`${runbookUrl}/${id}.md`))],
  ]);
}

/**
 * The same message for chat channels.
 *
 * @param runbookUrl URL of the runbooks, without a slash at its end
 */
export function unreadableLogChatMessage(runbookUrl: string): EventMessage {
  const { id, title, why } = unreadableLog;
  return chatMessage(id, inputPaths, title, [
    why,
    "Query: <query> in <workgroup> of <account>",
    "Reason: <reason>",
    "Time: <time> (UTC)",
    `Runbook: ${plain(`${runbookUrl}/${id}.md`)}`,
  ]);
}
