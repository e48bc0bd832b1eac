import { chatMessage, objectMessage, plain } from "../../../../modules/monitoring/event-message";

const paths = { account: "$.account" };

test("objectMessage prints one field on each line", () => {
  const { inputPaths, inputTemplate } = objectMessage("a", paths, [
    ["Account", "<account>"],
    ["What", '"b"'],
  ]);

  expect(inputPaths).toBe(paths);
  expect(inputTemplate).toBe('{\n  "Account": <account>,\n  "What": "b"\n}');
});

test("chatMessage has the format of Amazon Q Developer", () => {
  expect(JSON.parse(chatMessage("a", paths, "A <b>", ["c", "<account>"]).inputTemplate)).toEqual({
    version: "1.0",
    source: "custom",
    content: { textType: "client-markdown", title: "A b", description: "c\n<account>" },
  });
});

test("plain removes every character of a placeholder", () => {
  expect(plain("a <b> <<c>>")).toBe("a b c");
});

test.each([8191, 8192])("a template of %i characters is accepted", (length) => {
  const rest = objectMessage("a", paths, [["x", ""]]).inputTemplate.length;

  expect(objectMessage("a", paths, [["x", "y".repeat(length - rest)]]).inputTemplate).toHaveLength(length);
});

test("a template with one character more than EventBridge accepts fails", () => {
  expect(() => objectMessage("some-event", paths, [["x", "y".repeat(8193 - '{\n  "x": \n}'.length)]])).toThrow(
    "the message of some-event has 8193 characters, but EventBridge accepts at most 8192",
  );
  expect(() => chatMessage("some-event", paths, "x".repeat(8192), [])).toThrow("EventBridge accepts at most 8192");
});
