import type { Detection } from "../../detections/detection";
import { chatMessage, type EventMessage, objectMessage, plain } from "./event-message";

/** JSON paths of fields of the event, by the names of the placeholders in the template. */
const inputPaths = {
  account: "$.account",
  region: "$.region",
  type: "$.detail.userIdentity.type",
  principal: "$.detail.userIdentity.arn",
  id: "$.detail.userIdentity.principalId",
  service: "$.detail.eventSource",
  event: "$.detail.eventName",
  error: "$.detail.errorCode",
  message: "$.detail.errorMessage",
  address: "$.detail.sourceIPAddress",
  agent: "$.detail.userAgent",
  time: "$.detail.eventTime",
  eventId: "$.detail.eventID",
} as const;

/**
 * The message about one urgent event: the event, its account and region, the caller, the time, and the runbook.
 *
 * @param runbookUrl URL of the runbooks, without a slash at its end
 */
export function urgentEventMessage(detection: Detection, runbookUrl: string): EventMessage {
  return objectMessage(detection.id, inputPaths, [
    ["What", JSON.stringify(`${plain(detection.title)}. ${plain(detection.why)}`)],
    ["Account", "<account>"],
    ["Region", "<region>"],
    ["Caller", "<principal>"],
    ["Caller type", "<type>"],
    ["Caller id", "<id>"],
    ["Event", "<event>"],
    ["Service", "<service>"],
    ["Time (UTC)", "<time>"],
    ["Address", "<address>"],
    ["User agent", "<agent>"],
    ["Error", "<error>"],
    ["Error message", "<message>"],
    ["Runbook", JSON.stringify(plain(runbookOf(detection, runbookUrl)))],
    ["Event id, to find it in the archive", "<eventId>"],
  ]);
}

/**
 * The same message for chat channels.
 *
 * @param runbookUrl URL of the runbooks, without a slash at its end
 */
export function urgentEventChatMessage(detection: Detection, runbookUrl: string): EventMessage {
  return chatMessage(detection.id, inputPaths, detection.title, [
    plain(detection.why),
    "Account: <account>, region: <region>",
    "Who: <type> <principal> (<id>)",
    "Event: <event> of <service>",
    "Time: <time> (UTC)",
    "From: <address>, with <agent>",
    "Error, if it failed: <error> <message>",
    `Runbook: ${plain(runbookOf(detection, runbookUrl))}`,
    "Event id, to find it in the archive: <eventId>",
  ]);
}

const runbookOf = ({ id, runbook }: Detection, runbookUrl: string): string => runbook ?? `${runbookUrl}/${id}.md`;
