import type { Detection } from "../../detections/detection";
import { chatMessage, type EventMessage, objectMessage, plain } from "./event-message";

/** Where in an event the parts of the message are, by the names the template has for them. */
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
 * The message that tells a person of one urgent event: what, where, who, when, and what to do.
 *
 * @param runbookUrl where the runbooks are, without a slash at its end
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
 * The same for chat channels.
 *
 * @param runbookUrl where the runbooks are, without a slash at its end
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
