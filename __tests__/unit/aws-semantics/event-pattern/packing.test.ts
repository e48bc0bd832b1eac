import type { Clause } from "../../../../aws-semantics/event-pattern/clause";
import { complexityOf, fieldComplexities } from "../../../../aws-semantics/event-pattern/complexity";
import { eventPattern } from "../../../../aws-semantics/event-pattern/event-pattern";
import { eventPatternLimits, eventPatternProblem } from "../../../../aws-semantics/event-pattern/limits";
import { packedPatterns, widenedToCalls } from "../../../../aws-semantics/event-pattern/packing";

const call = (service: string, name: string, more: Record<string, string[]> = {}): Clause =>
  new Map(Object.entries({ eventSource: [service], eventName: [name], ...more }));

const forwarded = (clauses: readonly Clause[]) => packedPatterns(widenedToCalls(clauses));

describe("packed patterns", () => {
  test("match a call only by service, name and caller if they are widened", () => {
    expect(forwarded([call("iam", "A", { errorCode: ["x"] }), call("iam", "B", { userAgent: ["y"] })])).toEqual([
      eventPattern([
        new Map([
          ["eventSource", ["iam"]],
          ["eventName", ["A", "B"]],
        ]),
      ]),
    ]);
  });

  test("keep all fields of a clause without service or name if they are widened", () => {
    const anywhere: Clause = new Map([
      ["userAgent", ["kali"]],
      ["readOnly", [false]],
    ]);
    const nameless: Clause = new Map([
      ["eventSource", ["iam"]],
      ["errorCode", ["x"]],
    ]);

    expect(forwarded([anywhere, nameless])).toEqual([eventPattern([anywhere, nameless])]);
  });

  test("packed patterns are as few as possible, each within the limits of EventBridge", () => {
    const clauses = Array.from({ length: 40 }, (_, i) => call(`service-${i}`, `Delete${"x".repeat(i * 5)}`));
    const patterns = packedPatterns(clauses);
    const characters = clauses.reduce(
      (sum, clause) => sum + eventPattern([clause]).length - eventPattern([]).length,
      0,
    );

    expect(patterns.filter((pattern) => eventPatternProblem(pattern) !== undefined)).toEqual([]);
    expect(patterns.length).toBeLessThanOrEqual(Math.ceil(characters / (eventPatternLimits.characters - 200)) + 1);
    for (let i = 0; i < 40; i++)
      expect(patterns.filter((pattern) => pattern.includes(`"service-${i}"`))).toHaveLength(1);
  });

  test("packed patterns contain wildcards that begin with a letter if they are widened, so that fewer patterns are needed", () => {
    const kali: Clause = new Map([
      ["userAgent", ["*-kali*", "*+kali*", "*9*", "a*b"].map((wildcard) => ({ wildcard }))],
    ]);

    expect(widenedToCalls([kali])).toEqual([
      new Map([["userAgent", ["*kali*", "*9*", "a*b"].map((wildcard) => ({ wildcard }))]]),
    ]);
  });

  const tools = (...names: string[]): Clause =>
    new Map([["userAgent", names.map((name) => ({ wildcard: `*${name}*` }))]]);
  const complexities = (patterns: readonly string[]) => patterns.map((pattern) => complexityOf(JSON.parse(pattern)));

  test("packed patterns are several patterns if the list of a field is too complex, and contain all of its matchers", () => {
    const patterns = packedPatterns([tools("kali", "parrot", "pentoo", "hog", "nikto")]);

    expect(complexities(patterns)).toEqual([6, 6, 3]);
    for (const name of ["kali", "parrot", "pentoo", "hog", "nikto"]) {
      expect(patterns.filter((pattern) => pattern.includes(`*${name}*`))).toHaveLength(1);
    }
  });

  test("packed patterns are several patterns if two clauses together are too complex", () => {
    const either = (state: string, ...names: string[]): Clause => new Map([...tools(...names), ["z", [state]]]);
    const patterns = packedPatterns([either("a", "kali", "parrot"), either("b", "pentoo", "hog")]);

    expect(complexities(patterns)).toEqual([6, 6]);
  });

  test("packed patterns contain a field with the highest allowed complexity, but no field above it", () => {
    const stars = (count: number): Clause => new Map([["a", [{ wildcard: "*a".repeat(count) }]]]);

    expect(packedPatterns([stars(4)])).toHaveLength(1);
    expect([...fieldComplexities({ a: [{ wildcard: "*a".repeat(4) }] }).values()]).toEqual([8]);
    expect(() => packedPatterns([stars(5)])).toThrow(
      "a clause of an event pattern exceeds a limit of EventBridge: the complexity of detail.a is 10, but a field can have at most 8; split the clause",
    );
  });

  test("fail with a single clause that is too long", () => {
    expect(() => packedPatterns([call("iam", "x".repeat(3000))])).toThrow(
      /^a clause of an event pattern exceeds a limit of EventBridge: it has \d+ characters, but EventBridge accepts at most 2048; split the clause$/,
    );
  });
});
