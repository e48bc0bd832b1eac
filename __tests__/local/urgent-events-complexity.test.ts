import { complexityCap, complexityOf } from "../../aws-semantics/event-pattern/complexity";
import { complexities, installEventRuler } from "../../local-aws/event-ruler/event-ruler";
import { findTools } from "../../local-aws/requirements";
import { admissionFacts } from "../contracts/recorded/eventbridge/pattern-admission";
import { Dice } from "../support/dice";
import { eventRules } from "../support/event-rules";
import { randomEventPattern } from "../support/random-event-pattern";

let java: string;

beforeAll(async () => {
  const tools = findTools(["java", "maven"]);
  ({ java } = tools);
  await installEventRuler(tools.maven);
});

describe("Event Ruler and this project compute the same complexity", () => {
  /** Returns the patterns with different results, with both numbers. */
  async function different(patterns: readonly string[]) {
    const theirs = await complexities(java, patterns, complexityCap);
    return patterns
      .map((pattern, i) => ({ pattern, ours: complexityOf(JSON.parse(pattern)), theirs: theirs[i] }))
      .filter((row) => row.ours !== row.theirs);
  }

  test("Event Ruler and this project compute the same complexity of each rule of every example configuration", async () => {
    const rules = eventRules().map(({ pattern }) => pattern);

    expect(await different(rules)).toEqual([]);
    expect(rules.length).toBeGreaterThan(60);
  });

  test("Event Ruler and this project compute the same complexity of each pattern with a recorded answer of AWS", async () => {
    expect(await different(admissionFacts.rows.map(({ input }) => JSON.stringify(input)))).toEqual([]);
  });

  test("Event Ruler and this project compute the same complexity of simple and complex random patterns", async () => {
    const dice = new Dice(20261122);
    const patterns = Array.from({ length: 2000 }, () => randomEventPattern(dice));

    expect(await different(patterns)).toEqual([]);
    const found = new Set(patterns.slice(0, 300).map((pattern) => complexityOf(JSON.parse(pattern))));
    expect(found.size).toBeGreaterThan(10);
  });
});
