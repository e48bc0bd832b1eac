import { detections } from "../../../detections/catalog/all";
import { eventPatternProblem } from "../../../detections/event-pattern/limits";
import { parseFilterPattern } from "../../../detections/filter-pattern/filter-pattern";
import { matches } from "../../../detections/filter-pattern/filter-predicate";
import { withConditions } from "../../../detections/only";
import { urgentEventsOf } from "../../../detections/urgent-events";
import { forwardedPatterns, idsWithFact, urgentEvents } from "../../support/urgent-events";
import { examples } from "../../../tools/sample-data/detection-examples/all";

const ids = urgentEvents.map(({ detection }) => detection.id);
const urgent = detections.filter(({ severity, track }) => severity === "page" && track === "pager").map(({ id }) => id);

test("every tuned urgent detection has a rule, or a reason to have only an alarm", () => {
  expect([...ids, ...idsWithFact("alarmOnly")].toSorted()).toEqual(urgent.toSorted());
  expect(idsWithFact("alarmOnly").length).toBeGreaterThan(0);
});

test("every reason is a sentence about a detection that has a rule", () => {
  const ofRules = (["widened", "quieted", "readingCalls"] as const).flatMap(idsWithFact);
  expect(ofRules.length).toBeGreaterThan(0);
  expect(ofRules.filter((id) => !ids.includes(id))).toEqual([]);
  const reasons = detections.flatMap(({ urgentEvent: { alarmOnly, widened, quieted } = {} }) =>
    [alarmOnly, widened, quieted?.reason].filter((reason) => reason !== undefined),
  );
  expect(reasons.length).toBeGreaterThan(0);
  expect(reasons.filter((reason) => !/^[A-Z].*\.$/.test(reason))).toEqual([]);
});

test("no rule exists for a detection with a threshold", () => {
  expect(urgentEvents.filter(({ detection }) => (detection.threshold ?? 1) > 1)).toEqual([]);
});

describe.each(urgentEvents)("$detection.id", ({ detection, eventPatterns, readingCalls }) => {
  const { id, pattern } = detection;
  const { fires = [] } = examples[id] ?? {};
  const added = detection.urgentEvent?.quieted;
  const notified = added
    ? fires.filter((event) => matches(parseFilterPattern(withConditions(pattern, added.condition)), event))
    : fires;

  test("is within what EventBridge accepts", () => {
    expect(eventPatterns.map(eventPatternProblem).filter((problem) => problem !== undefined)).toEqual([]);
  });

  test("needs read-only calls only if one of its examples is one", () => {
    // EventBridge counts them by their names, and has AssumeRoot's like as its example
    const isReading = notified.some(({ eventName }) => /^(Get|List|Describe|AssumeRoot$)/.test(eventName));

    expect(readingCalls).toBe(isReading);
  });

  test("matches at least one example", () => {
    expect(notified.length).toBeGreaterThan(0);
  });
});

test("three rules forward all of them", () => {
  expect(forwardedPatterns).toHaveLength(3);
  expect(forwardedPatterns.filter((pattern) => eventPatternProblem(pattern) !== undefined)).toEqual([]);
});

/** An urgent detection of the catalog that is tuned. */
function tuned() {
  const found = detections.find(({ id }) => id === "backups-destroyed");
  if (found === undefined) throw new Error("there is no detection backups-destroyed");
  return found;
}

describe("of detections that an organization overrode or added", () => {
  const own = { ...tuned(), id: "own" };
  const notified = (change: object) => urgentEventsOf([{ ...own, ...change }]).map(({ detection }) => detection.id);

  test.each([
    ["urgent", {}, ["own"]],
    ["not urgent", { severity: "notify" }, []],
    ["of several events", { threshold: 2 }, []],
    ["that EventBridge cannot say", { pattern: '{ $.a.* = "x" }' }, []],
    ["that nothing matches", { pattern: '{ $.a = "x" && $.a = "y" }' }, []],
    ["that is too long", { pattern: `{ $.a = "${"x".repeat(2048)}" }` }, []],
    ["of lines", { pattern: "ERROR" }, []],
  ])("one %s: %j", (_what, change, expected) => {
    expect(notified(change)).toEqual(expected);
  });

  test("a detection of the catalog keeps its rule if EventBridge cannot express an exclusion", () => {
    const pattern = withConditions(tuned().pattern, "$.a.* = x");
    const [same] = urgentEventsOf([tuned()]);

    expect(urgentEventsOf([{ ...tuned(), pattern }])[0]?.eventPatterns).toEqual(same?.eventPatterns);
  });
});
