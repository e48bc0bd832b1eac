import { detections } from "../../../../detections/catalog/all";
import type { Detection } from "../../../../detections/detection";
import { DetectionSet } from "../../../../detections/engine/detection-set";
import { parseFilterPattern, printFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { Dice } from "../../../support/dice";
import { day } from "../../../support/ordinary-day";
import { randomPattern } from "../../../support/random-pattern";
import { examples } from "../../../../sample-data/detection-examples/all";
import { disguises } from "../../../../sample-data/detection-examples/disguises";

const detection = (id: string, pattern: string): Detection => ({
  id,
  title: "It happened",
  why: "It matters.",
  severity: "notify",
  track: "pager",
  controls: [],
  pattern,
});

/** Returns the ids of the detections that match an event. Evaluates each pattern separately. */
function oneByOne(rows: readonly Detection[]): (event: unknown) => string[] {
  const tests = rows.map(({ id, pattern }) => ({ id, test: compileFilterPattern(parseFilterPattern(pattern)) }));
  return (event) => tests.filter(({ test: matches }) => matches(event)).map(({ id }) => id);
}

const idsOf = (found: readonly Detection[]): string[] => found.map(({ id }) => id);
const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join(" ") === b.join(" ");
const exampleEvents = Object.values(examples).flatMap(({ fires, quiet }) => fires.concat(quiet));
const expected = oneByOne(detections);

describe("the detection set", () => {
  const set = new DetectionSet(detections);
  const isDifferent = (event: unknown) => {
    const ids = expected(event);
    // The set analyzes a call when it occurs for the second time, and uses the cached result from the third time
    return [1, 2, 3].some(() => !isSame(idsOf(set.matching(event)), ids));
  };

  test("returns what the separate patterns return, for every example, also the second and third time", () => {
    expect(exampleEvents.length).toBeGreaterThan(1_000);
    for (const event of [...exampleEvents, ...exampleEvents])
      expect(idsOf(set.matching(event))).toEqual(expected(event));
  });

  test("returns what the separate patterns return, for a day with attacks", () => {
    expect(day.filter(isDifferent)).toEqual([]);
  });

  test("returns what the separate patterns return, for every example in every disguise", () => {
    const disguised = Object.values(disguises).flatMap((disguise) => exampleEvents.map(disguise));
    const answers = disguised.map(expected);
    const different = [1, 2].flatMap(() =>
      disguised.filter((event, i) => !isSame(idsOf(set.matching(event)), answers[i] ?? [])),
    );

    expect(disguised.length).toBeGreaterThan(30_000);
    expect(different).toEqual([]);
  });

  test("returns what the separate patterns return, for examples with parts of other examples", () => {
    const dice = new Dice(21);
    const events = Array.from({ length: 3_000 }, () => mixed(dice));

    expect(events.flatMap((event) => set.matching(event)).length).toBeGreaterThan(500);
    expect(events.filter(isDifferent)).toEqual([]);
  });

  test.each([
    [null],
    [undefined],
    [true],
    [0],
    ["text"],
    [[]],
    [[{ eventName: "StopLogging" }]],
    [{}],
    [{ eventName: "StopLogging" }],
    [{ eventName: "StopLogging", eventSource: 1, userIdentity: {} }],
    [{ eventName: 5, eventSource: "iam.amazonaws.com", userIdentity: {} }],
    [{ eventName: "StopLogging", eventSource: "cloudtrail.amazonaws.com", userIdentity: null }],
    [{ eventName: "StopLogging", eventSource: "cloudtrail.amazonaws.com", userIdentity: { type: 5 } }],
    [{ eventName: "StopLogging", eventSource: "cloudtrail.amazonaws.com", userIdentity: {}, errorCode: null }],
    [{ eventName: "StopLogging", eventSource: "cloudtrail.amazonaws.com", userIdentity: {}, errorCode: 7 }],
    [{ eventName: "StopLogging", eventSource: "cloudtrail.amazonaws.com", userIdentity: {}, errorCode: "" }],
    [{ eventName: "StopLogging", eventSource: "cloudtrail.amazonaws.com", userIdentity: { type: "" } }],
    [JSON.parse('{"eventName":"StopLogging","eventSource":"x","userIdentity":{"type":"Root"},"__proto__":{"a":1}}')],
    [JSON.parse('{"eventName":"__proto__","eventSource":"constructor","userIdentity":{"type":"toString"}}')],
    [JSON.parse(`${'{"a":['.repeat(5_000)}null${"]}".repeat(5_000)}`)],
  ])("returns what the separate patterns return for any JSON value, without an error: %#", (event) => {
    for (const time of [1, 2, 3]) expect([time, idsOf(set.matching(event))]).toEqual([time, expected(event)]);
  });
});

describe("in 9,000 random cases", () => {
  test("the detection set returns what the separate patterns return", () => {
    const dice = new Dice(31);
    const different: unknown[] = [];
    let found = 0;
    for (let round = 0; round < 100; round++) {
      const rows = Array.from({ length: 8 }, (_, i) => detection(`d-${i}`, printFilterPattern(randomPattern(dice))));
      const set = new DetectionSet([...rows, ...dice.list(3, 3, () => dice.pick(detections))]);
      const reference = oneByOne(rows);
      const once = Array.from({ length: 30 }, () => randomEvent(dice));
      for (const often of [...once, ...once, ...once]) {
        const event = dice.below(8) === 0 ? dice.pick(["a b", "", 1, null, []]) : often;
        const ids = idsOf(set.matching(event)).filter((id) => id.startsWith("d-"));
        found += ids.length;
        if (!isSame(ids, reference(event))) different.push(event);
      }
    }
    expect(different).toEqual([]);
    expect(found).toBeGreaterThan(1_000);
  });
});

test("the set evaluates conditions on known facts of a call with every operator", () => {
  const rows = [
    '{ $.eventName != "A" }',
    "{ $.eventName NOT EXISTS }",
    "{ $.eventName IS NULL }",
    "{ $.errorCode NOT EXISTS }",
    '{ $.errorCode != "x" }',
    "{ $.userIdentity.type NOT EXISTS }",
    '{ $.* = "B" }',
    '{ $.userIdentity.* = "Root" }',
    "{ $.userIdentity NOT EXISTS }",
    "{ $.eventName.x NOT EXISTS }",
    "{ $.eventName[0] NOT EXISTS }",
    "{ $.eventName = %^B% }",
  ].map((pattern, i) => detection(`d-${i}`, pattern));
  const set = new DetectionSet(rows);
  const reference = oneByOne(rows);
  const events = [
    { eventSource: "s", eventName: "A", userIdentity: {} },
    { eventSource: "s", eventName: "B", userIdentity: { type: "Root" } },
    { eventSource: "s", eventName: "B", userIdentity: { type: "Root" }, errorCode: "x" },
    { eventSource: "s", eventName: "B", userIdentity: { type: "Root" }, errorCode: "y" },
  ];

  for (const event of [...events, ...events, ...events]) expect(idsOf(set.matching(event))).toEqual(reference(event));
});

test("the set evaluates the existence of request parameters with every operator, whatever their type", () => {
  const dice = new Dice(61);
  const selectors = [
    "",
    ".a",
    ".a.b",
    ".a[0]",
    ".a[*]",
    ".a.*",
    ".*",
    "[0]",
    "[*]",
    ".length",
    ".['a b']",
    ".toString",
  ];
  const operators = ['= "1"', '!= "1"', "= 1", "!= 1", "IS NULL", "IS TRUE", "NOT EXISTS", '= "*"', "= %1%", "> 0"];
  const condition = () => {
    const selector = `$.${dice.pick(["requestParameters", "readOnly", "responseElements"])}${dice.pick(selectors)}`;
    return `${selector} ${dice.pick(operators)}`;
  };
  const rows = Array.from({ length: 400 }, (_, i) =>
    detection(`d-${i}`, `{ (${condition()} ${dice.pick(["&&", "||"])} ${condition()}) && ${condition()} }`),
  );
  const set = new DetectionSet(rows);
  const reference = oneByOne(rows);
  const value = () => dice.pick(["1", 1, null, true, false, "", [], ["1"], [1, null], {}, { b: "1" }, { b: null }]);
  const parameters = () =>
    dice.pick([value(), { a: value() }, { a: value(), "a b": value() }, { length: value(), b: 1 }, many]);
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`p${n}`, "1"]));
  const call = { eventSource: "s", eventName: "A", userIdentity: {} };
  let found = 0;
  for (let round = 0; round < 2_000; round++) {
    const readOnly = maybe(dice, dice.pick([true, false, null, "true", 1]));
    const event = { ...call, readOnly, requestParameters: maybe(dice, parameters()), responseElements: parameters() };
    const plain = JSON.parse(JSON.stringify(event));
    const ids = idsOf(set.matching(plain));
    found += ids.length;

    expect(ids).toEqual(reference(plain));
  }
  expect(found).toBeGreaterThan(5_000);
});

test.each([31, 32, 33])("the set evaluates %i request parameters like any other number", (count) => {
  const rows = ['{ $.requestParameters.p0 = "1" }', "{ $.requestParameters.p32 NOT EXISTS }"];
  const set = new DetectionSet(rows.map((pattern, i) => detection(`d-${i}`, pattern)));
  const requestParameters = Object.fromEntries(Array.from({ length: count }, (_, n) => [`p${n}`, "1"]));
  const event = { eventSource: "s", eventName: "A", userIdentity: {}, requestParameters };

  for (const time of [1, 2, 3]) {
    expect([time, idsOf(set.matching(event))]).toEqual([time, count > 32 ? ["d-0"] : ["d-0", "d-1"]]);
  }
});

test("more names than the memory holds change no result, and do not enlarge the memory", () => {
  const set = new DetectionSet([detection("any-stop", '{ $.eventName = "Stop*" && $.awsRegion NOT EXISTS }')]);
  const found = (name: string) =>
    set.matching({ eventSource: "x.amazonaws.com", eventName: name, userIdentity: { type: "IAMUser" } }).length;
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let count = 0;
  for (let i = 0; i < 50_000; i++) count += found(i % 2 === 0 ? `Stop${i}` : `Start${i}${"x".repeat(200)}`);

  expect(count).toBe(25_000);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(50e6);
});

test("an invalid pattern fails with the message of the parser", () => {
  expect(() => new DetectionSet([detection("broken", "{ $.eventName = }")])).toThrow("expected a value");
});

/** Returns an example event in which some fields are removed or come from other examples. */
function mixed(dice: Dice): unknown {
  const event: Record<string, unknown> = { ...dice.pick(exampleEvents) };
  for (const field of ["eventSource", "eventName", "userIdentity", "errorCode", "requestParameters", "userAgent"]) {
    const other = dice.pick(exampleEvents) as unknown as Record<string, unknown>;
    const luck = dice.below(8);
    if (luck === 0) delete event[field];
    if (luck === 1) event[field] = other[field];
    if (luck === 2) event[field] = dice.pick([null, 1, "", [], {}, true]);
  }
  return JSON.parse(JSON.stringify(event));
}

function randomEvent(dice: Dice): unknown {
  const text = () => dice.pick(["a", "null", "1", "a b", "", "é😀", "*"]);
  return JSON.parse(
    JSON.stringify({
      eventName: text(),
      eventSource: text(),
      userIdentity: dice.pick([{}, { type: text() }, null, "a"]),
      errorCode: maybe(dice, text()),
      a: maybe(dice, dice.pick([text(), 1, null, [1, text()], { a: text(), eventName: 1 }])),
      "a-b": maybe(dice, { a: [text()] }),
    }),
  );
}

const maybe = <Value>(dice: Dice, value: Value): Value | undefined => (dice.below(2) === 0 ? value : undefined);
