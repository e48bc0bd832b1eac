import type { Clause } from "../../../detections/event-pattern/clause";
import { eventPattern, eventPatternLimit, tooMuch } from "../../../detections/event-pattern/event-pattern";
import { packedPatterns } from "../../../detections/event-pattern/packing";

const call = (service: string, name: string, more: Record<string, string[]> = {}): Clause =>
  new Map(Object.entries({ eventSource: [service], eventName: [name], ...more }));

describe("packed patterns", () => {
  test("ask of a call its service and its name alone", () => {
    expect(packedPatterns([call("iam", "A", { errorCode: ["x"] }), call("iam", "B", { userAgent: ["y"] })])).toEqual([
      eventPattern([
        new Map([
          ["eventSource", ["iam"]],
          ["eventName", ["A", "B"]],
        ]),
      ]),
    ]);
  });

  test("keep all of what has no service or no name", () => {
    const anywhere: Clause = new Map([
      ["userAgent", ["kali"]],
      ["readOnly", [false]],
    ]);
    const nameless: Clause = new Map([
      ["eventSource", ["iam"]],
      ["errorCode", ["x"]],
    ]);

    expect(packedPatterns([anywhere, nameless])).toEqual([eventPattern([anywhere, nameless])]);
  });

  test("are as few as can hold them, each within what EventBridge accepts", () => {
    const clauses = Array.from({ length: 40 }, (_, i) => call(`service-${i}`, `Delete${"x".repeat(i * 5)}`));
    const patterns = packedPatterns(clauses);
    const characters = clauses.reduce(
      (sum, clause) => sum + eventPattern([clause]).length - eventPattern([]).length,
      0,
    );

    expect(patterns.filter((pattern) => tooMuch(pattern) !== undefined)).toEqual([]);
    expect(patterns.length).toBeLessThanOrEqual(Math.ceil(characters / (eventPatternLimit - 200)) + 1);
    for (let i = 0; i < 40; i++)
      expect(patterns.filter((pattern) => pattern.includes(`"service-${i}"`))).toHaveLength(1);
  });

  test("fails with a part that is too long by itself", () => {
    expect(() => packedPatterns([call("iam", "x".repeat(3000))])).toThrow(
      /^a part of an event pattern is too much: it has \d+ characters, EventBridge accepts 2048; split it$/,
    );
  });
});
