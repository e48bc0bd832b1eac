import { detections } from "../../detections/catalog";
import type { Detection } from "../../detections/detection";
import { urgentEventChatMessage, urgentEventMessage } from "../../modules/urgent-event-message";

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

describe("the message of an urgent event", () => {
  const { inputPaths, inputTemplate } = message();
  const lines: string[] = inputTemplate.split("\n").map((line) => JSON.parse(line));

  test("is text, a line in quotes each", () => {
    expect(lines[0]).toBe('The root user acted. Nobody should; "ever".');
    expect(lines).toContain("Runbook: https://wiki.example.com/root-use.md");
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
  ] as const)("names the %s, from %s", (name, path) => {
    expect(inputPaths[name]).toBe(path);
    expect(lines.filter((line) => line.includes(`<${name}>`))).toHaveLength(1);
  });

  test("uses every part it takes from the event, and takes every part it uses", () => {
    const used = [...inputTemplate.matchAll(/<(\w+)>/g)].map(([, name]) => name);

    expect(used.toSorted()).toEqual(Object.keys(inputPaths).toSorted());
  });

  test("has no part of the event where a text only looks like one", () => {
    expect(message({ title: "A <time> b" }, "https://x/<account>").inputTemplate).toContain('"A time b. ');
    expect(message({}, "https://x/<account>").inputTemplate).toContain("https://x/account/root-use.md");
  });

  test("is short enough for EventBridge, of every detection with the longest address", () => {
    const longest = `https://${"x".repeat(292)}`;

    for (const one of detections) expect(urgentEventMessage(one, longest).inputTemplate.length).toBeLessThan(2000);
  });

  test("fails from one character more than EventBridge accepts", () => {
    const rest = message({ why: "" }).inputTemplate.length;

    expect(message({ why: "x".repeat(8192 - rest) }).inputTemplate).toHaveLength(8192);
    expect(() => message({ why: "x".repeat(8193 - rest) })).toThrow(
      "the message of root-use has 8193 characters, EventBridge accepts 8192",
    );
  });
});

describe("the same for chat channels", () => {
  const { inputPaths, inputTemplate } = urgentEventChatMessage(detection, "https://wiki.example.com");
  const parsed = JSON.parse(inputTemplate);

  test("is what Amazon Q Developer accepts, else it would be dropped", () => {
    expect(parsed).toEqual({
      version: "1.0",
      source: "custom",
      content: { textType: "client-markdown", title: "The root user acted", description: expect.any(String) },
    });
  });

  test("says the same, line by line", () => {
    const [, ...lines] = message()
      .inputTemplate.split("\n")
      .map((line) => JSON.parse(line));

    expect(parsed.content.description.split("\n")).toEqual([detection.why, ...lines]);
    expect(inputPaths).toEqual(message().inputPaths);
  });

  test("leads to the runbook of its own, as the other does", () => {
    const own = { ...detection, runbook: "https://wiki.example.com/own" };

    for (const { inputTemplate: template } of [urgentEventChatMessage(own, "x"), urgentEventMessage(own, "x")]) {
      expect(template).toContain("Runbook: https://wiki.example.com/own");
      expect(template).not.toContain("x/root-use.md");
    }
  });

  test("is within EventBridge's limit, for every detection and the longest address", () => {
    const longest = `https://${"x".repeat(292)}`;

    for (const one of detections) expect(urgentEventChatMessage(one, longest).inputTemplate.length).toBeLessThan(2000);
  });
});
