import type { Detection } from "../../detections/detection";

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

/** Characters EventBridge accepts in a template. */
const templateLimit = 8192;

/**
 * The message that tells a person of one urgent event: what, where, who, when, and what to do.
 *
 * A JSON object, a field in each line. EventBridge writes what a caller chose, such as the user agent, as a JSON value there.
 * In a template that is a text it would not escape it: a quotation mark in it, and nobody would get the message. A field
 * that the event does not have is an empty text.
 *
 * @param runbookUrl where the runbooks are, without a slash at its end
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function urgentEventMessage(detection: Detection, runbookUrl: string): InputTransformer {
  const fields = [
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
  ];
  const lines = fields.map(([name = "", value = ""]) => `  ${JSON.stringify(name)}: ${value}`);
  return transformer(detection, `{\n${lines.join(",\n")}\n}`);
}

/**
 * The same as Amazon Q Developer shows it in chat channels, which drop what is not of this form. What a caller chose stands
 * in a text of an object, where EventBridge escapes it.
 *
 * @param runbookUrl where the runbooks are, without a slash at its end
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function urgentEventChatMessage(detection: Detection, runbookUrl: string): InputTransformer {
  const content = {
    textType: "client-markdown",
    title: plain(detection.title),
    description: [plain(detection.why), ...details(detection, runbookUrl)].join("\n"),
  };
  return transformer(detection, JSON.stringify({ version: "1.0", source: "custom", content }));
}

/** How EventBridge makes a message of an event. */
interface InputTransformer {
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** What is said of one event, a line each. */
function details(detection: Detection, runbookUrl: string): string[] {
  return [
    "Account: <account>, region: <region>",
    "Who: <type> <principal> (<id>)",
    "Event: <event> of <service>",
    "Time: <time> (UTC)",
    "From: <address>, with <agent>",
    "Error, if it failed: <error> <message>",
    `Runbook: ${plain(runbookOf(detection, runbookUrl))}`,
    "Event id, to find it in the archive: <eventId>",
  ];
}

const runbookOf = ({ id, runbook }: Detection, runbookUrl: string): string => runbook ?? `${runbookUrl}/${id}.md`;

function transformer({ id }: Detection, inputTemplate: string): InputTransformer {
  if (inputTemplate.length > templateLimit) {
    throw new Error(
      `the message of ${id} has ${inputTemplate.length} characters, EventBridge accepts ${templateLimit}`,
    );
  }
  return { inputPaths, inputTemplate };
}

/** A text in which nothing is taken for a part of the event. */
function plain(text: string): string {
  return text.replaceAll(/[<>]/g, "");
}
