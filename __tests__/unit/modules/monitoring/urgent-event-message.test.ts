import { detections } from "../../../../detections/catalog/all";
import type { Detection } from "../../../../detections/detection";
import { urgentEventChatMessage, urgentEventMessage } from "../../../../modules/monitoring/urgent-event-message";
import { type InputTransformer, transform } from "../../../../aws-semantics/eventbridge/input-template";
import { inputRefusal } from "../../../../aws-semantics/eventbridge/target-input";
import { account } from "../../../../sample-data/values";

const detection: Detection = {
  id: "root-use",
  title: "The root user acted",
  why: 'Nobody should; "ever".',
  severity: "page",
  track: "pager",
  controls: [],
  pattern: "{ $.a NOT EXISTS }",
};
const message = (change: Partial<Detection> = {}, url = "https://wiki.example.com") =>
  urgentEventMessage({ ...detection, ...change }, url);

/** Returns the message for an event with these details. Fails if EventBridge would not deliver it. */
function arrived(transformer: InputTransformer, detail: object): Record<string, unknown> {
  const { body, isDelivered } = transform(transformer, { account: account(1), region: "eu-west-1", detail });
  expect(isDelivered).toBe(true);
  return JSON.parse(body);
}

/** Strings that a caller may send as user agent, and that an error message may repeat. */
const hostile = {
  "a quotation mark": 'aws-cli/2 "x"',
  "a line end": "a\nb\r\nc",
  "a backslash at the end": "a\\",
  "a placeholder": "<account> <aws.events.event.json>",
  "a template of Terraform": "${aws_sns_topic.x} %{ if a }",
  "dollar signs": "$& $1 $$",
  "the end of the message": '"}, {"What": "nothing happened',
  "an emoji": "🙂🏴‍☠️",
  "control characters": "\u0000\u001b[2J\u2028",
};

describe("the message of an urgent event", () => {
  const { inputPaths, inputTemplate } = message();
  const lines = inputTemplate.split("\n");

  test("the message of an urgent event is an object with one field on each line", () => {
    expect(
      inputRefusal({ InputTransformer: { InputPathsMap: inputPaths, InputTemplate: inputTemplate } }),
    ).toBeUndefined();
    expect(arrived(message(), {})).toMatchObject({
      What: 'The root user acted. Nobody should; "ever".',
      Account: account(1),
      Runbook: "https://wiki.example.com/root-use.md",
    });
    expect(lines).toHaveLength(Object.keys(arrived(message(), {})).length + 2);
  });

  test.each(Object.entries(hostile))(
    "the message of an urgent event is valid with any string that a caller sends: %s",
    (_what, text) => {
      const detail = { userAgent: text, errorMessage: text, userIdentity: { arn: text, principalId: text } };

      expect(arrived(message(), detail)).toMatchObject({
        "User agent": text,
        "Error message": text,
        Caller: text,
        "Caller id": text,
      });
      const { content } = arrived(urgentEventChatMessage(detection, "x"), detail) as {
        content: { description: string };
      };
      expect(content.description.split(text)).toHaveLength(5);
    },
  );

  test("the message of an urgent event is valid if fields are missing, or are not strings", () => {
    expect(arrived(message(), { userIdentity: null, eventTime: 5, userAgent: { a: "b" } })).toMatchObject({
      Caller: "",
      Error: "",
      "Time (UTC)": 5,
      "User agent": { a: "b" },
    });
  });

  test("fits into SNS for an event of 256 KB, with the longest strings that CloudTrail records", () => {
    const longest = '"'.repeat(1024);
    const detail = { userAgent: longest, errorMessage: longest, requestParameters: { policy: '"'.repeat(200_000) } };
    const { body } = transform(message(), { detail });

    expect(Buffer.byteLength(body)).toBeLessThan(8_192);
  });

  test.each([
    ["account", "$.account"],
    ["region", "$.region"],
    ["principal", "$.detail.userIdentity.arn"],
    ["type", "$.detail.userIdentity.type"],
    ["event", "$.detail.eventName"],
    ["service", "$.detail.eventSource"],
    ["time", "$.detail.eventTime"],
    ["address", "$.detail.sourceIPAddress"],
    ["error", "$.detail.errorCode"],
  ] as const)("contains the %s, from %s", (name, path) => {
    expect(inputPaths[name]).toBe(path);
    expect(lines.filter((line) => line.includes(`: <${name}>`))).toHaveLength(1);
  });

  test("uses every input path, and has an input path for every placeholder", () => {
    const used = [...inputTemplate.matchAll(/<(\w+)>/g)].map(([, name]) => name);

    expect(used.toSorted()).toEqual(Object.keys(inputPaths).toSorted());
  });

  test("contains no placeholder if a string only looks like a placeholder", () => {
    expect(message({ title: "A <time> b" }, "https://x/<account>").inputTemplate).toContain('"A time b. ');
    expect(message({}, "https://x/<account>").inputTemplate).toContain("https://x/account/root-use.md");
  });

  test("the message of an urgent event is within EventBridge's limit, for every detection and the longest URL", () => {
    const longest = `https://${"x".repeat(292)}`;

    for (const one of detections) expect(urgentEventMessage(one, longest).inputTemplate.length).toBeLessThan(2000);
  });

  test("fails with one character more than EventBridge accepts", () => {
    const rest = message({ why: "" }).inputTemplate.length;

    expect(message({ why: "x".repeat(8192 - rest) }).inputTemplate).toHaveLength(8192);
    expect(() => message({ why: "x".repeat(8193 - rest) })).toThrow(
      "the message of root-use has 8193 characters, but EventBridge accepts at most 8192",
    );
  });
});

describe("the message for chat channels", () => {
  const { inputPaths, inputTemplate } = urgentEventChatMessage(detection, "https://wiki.example.com");
  const parsed = JSON.parse(inputTemplate);

  test("has the format that Amazon Q Developer accepts", () => {
    expect(parsed).toEqual({
      version: "1.0",
      source: "custom",
      content: { textType: "client-markdown", title: "The root user acted", description: expect.any(String) },
    });
  });

  test("contains the same facts", () => {
    const [why, ...lines] = parsed.content.description.split("\n");

    expect(why).toBe(detection.why);
    for (const name of Object.keys(inputPaths)) {
      expect(lines.filter((line: string) => line.includes(`<${name}>`))).toHaveLength(1);
    }
    expect(inputPaths).toEqual(message().inputPaths);
  });

  test("links the detection's own runbook, like the message of the topic", () => {
    const own = { ...detection, runbook: "https://wiki.example.com/own" };

    for (const { inputTemplate: template } of [urgentEventChatMessage(own, "x"), urgentEventMessage(own, "x")]) {
      expect(template).toContain("https://wiki.example.com/own");
      expect(template).not.toContain("x/root-use.md");
    }
  });

  test("the message for chat channels is within EventBridge's limit, for every detection and the longest URL", () => {
    const longest = `https://${"x".repeat(292)}`;

    for (const one of detections) expect(urgentEventChatMessage(one, longest).inputTemplate.length).toBeLessThan(2000);
  });
});
