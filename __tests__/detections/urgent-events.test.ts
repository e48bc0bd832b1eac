import { detections } from "../../detections/catalog";
import { tooMuch } from "../../detections/event-pattern/event-pattern";
import { parseFilterPattern } from "../../detections/filter-pattern/filter-pattern";
import { matches } from "../../detections/filter-pattern/filter-predicate";
import { only } from "../../detections/only";
import { alarmOnly, forwardedPatternsOf, quieted, urgentEventsOf, widened } from "../../detections/urgent-events";
import { examples } from "./examples/all";

const urgentEvents = urgentEventsOf(detections);
const forwardedPatterns = forwardedPatternsOf(urgentEvents);

const ids = urgentEvents.map(({ detection }) => detection.id);
const urgent = detections.filter(({ severity, track }) => severity === "page" && track === "pager").map(({ id }) => id);

test("every urgent detection that is tuned has a rule, or is left to its alarm with a reason", () => {
  expect([...ids, ...Object.keys(alarmOnly)].toSorted()).toEqual(urgent.toSorted());
  expect(ids.filter((id) => alarmOnly[id] !== undefined)).toEqual([]);
});

test("what is said of a detection is said of one that has a rule, in sentences", () => {
  expect([...Object.keys(widened), ...Object.keys(quieted)].filter((id) => !ids.includes(id))).toEqual([]);
  const reasons = [
    ...Object.values(alarmOnly),
    ...Object.values(widened),
    ...Object.values(quieted).map(({ reason }) => reason),
  ];
  expect(reasons.filter((reason) => !/^[A-Z].*\.$/.test(reason))).toEqual([]);
});

test("no rule tells of a detection that takes several events to fire", () => {
  expect(urgentEvents.filter(({ detection }) => (detection.threshold ?? 1) > 1)).toEqual([]);
});

describe.each(urgentEvents)("$detection.id", ({ detection: { id, pattern }, eventPattern, readingCalls }) => {
  const { fires = [] } = examples[id] ?? {};
  const added = quieted[id];
  const told = added
    ? fires.filter((event) => matches(parseFilterPattern(only(pattern, added.condition)), event))
    : fires;

  test("is within what EventBridge accepts", () => {
    expect(tooMuch(eventPattern)).toBeUndefined();
  });

  test("asks for reading calls only when one of them fires it", () => {
    // EventBridge counts them by their names, and has AssumeRoot's like as its example
    const isReading = told.some(({ eventName }) => /^(Get|List|Describe|AssumeRoot$)/.test(eventName));

    expect(readingCalls).toBe(isReading);
  });

  test("tells of something", () => {
    expect(told.length).toBeGreaterThan(0);
  });
});

test("three rules forward all of them", () => {
  expect(forwardedPatterns).toHaveLength(3);
  expect(forwardedPatterns.filter((pattern) => tooMuch(pattern) !== undefined)).toEqual([]);
});

describe("of other detections than the catalog's", () => {
  const own = {
    id: "own",
    title: "Title",
    why: "Why.",
    severity: "page",
    track: "pager",
    controls: [],
    pattern: '{ ($.eventSource = "dynamodb.amazonaws.com") && ($.eventName = "DeleteTable") }',
  } as const;

  test("one that pages is told, exactly", () => {
    const [event, ...others] = urgentEventsOf([own]);

    expect(others).toEqual([]);
    expect(JSON.parse(event?.eventPattern ?? "")).toMatchObject({
      detail: { eventSource: ["dynamodb.amazonaws.com"], eventName: ["DeleteTable"] },
    });
    expect(forwardedPatternsOf(urgentEventsOf([own]))).toHaveLength(1);
  });

  test.each([
    ["can wait until morning", { severity: "notify" }],
    ["is only counted", { severity: "watch" }],
    ["is an auditor's text", { track: "compliance" }],
    ["takes two events", { threshold: 2 }],
    ["asks what EventBridge cannot be asked", { pattern: "{ $.a != 3 }" }],
    ["asks for more than EventBridge accepts", { pattern: `{ ${manyNames(200)} }` }],
  ] as const)("one that %s is left to its alarm", (_, change) => {
    expect(urgentEventsOf([{ ...own, ...change }])).toEqual([]);
  });

  test("nothing is forwarded where nothing is told", () => {
    expect(forwardedPatternsOf([])).toEqual([]);
  });
});

/** More names than an event pattern has room for, whatever a filter pattern has. */
function manyNames(count: number): string {
  return Array.from({ length: count }, (_, i) => `$.eventName = "SomethingWithALongName${i}"`).join(" || ");
}
