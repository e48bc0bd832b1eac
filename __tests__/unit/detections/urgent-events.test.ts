import { detections } from "../../../detections/catalog/all";
import { eventPatternProblem } from "../../../aws-semantics/event-pattern/limits";
import { parseFilterPattern } from "../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../aws-semantics/filter-pattern/filter-predicate";
import { withConditions } from "../../../detections/with-conditions";
import { urgentEventsOf } from "../../../detections/urgent-events";
import { forwardedPatterns, idsWithFact, urgentEvents } from "../../support/urgent-events";
import { examples } from "../../../sample-data/detection-examples/all";

const ids = urgentEvents.map(({ detection }) => detection.id);
const urgent = detections.filter(({ severity, track }) => severity === "page" && track === "pager").map(({ id }) => id);

test("every tuned urgent detection has an EventBridge rule, or a reason to have only an alarm", () => {
  expect([...ids, ...idsWithFact("alarmOnly")].toSorted()).toEqual(urgent.toSorted());
  expect(idsWithFact("alarmOnly").length).toBeGreaterThan(0);
});

test("every reason is a sentence, and every reason except alarmOnly belongs to a detection with a rule", () => {
  const ofRules = (["widened", "quieted", "readingCalls"] as const).flatMap(idsWithFact);
  expect(ofRules.length).toBeGreaterThan(0);
  expect(ofRules.filter((id) => !ids.includes(id))).toEqual([]);
  const reasons = detections.flatMap(({ urgentEvent: { alarmOnly, widened, quieted } = {} }) =>
    [alarmOnly, widened, quieted?.reason].filter((reason) => reason !== undefined),
  );
  expect(reasons.length).toBeGreaterThan(0);
  expect(reasons.filter((reason) => !/^[A-Z].*\.$/.test(reason))).toEqual([]);
});

test("no detection with a threshold has a rule", () => {
  expect(urgentEvents.filter(({ detection }) => (detection.threshold ?? 1) > 1)).toEqual([]);
});

describe.each(urgentEvents)("$detection.id", ({ detection, eventPatterns, readingCalls }) => {
  const { id, pattern } = detection;
  const { fires = [] } = examples[id] ?? {};
  const added = detection.urgentEvent?.quieted;
  const notified = added
    ? fires.filter((event) => matches(parseFilterPattern(withConditions(pattern, added.condition)), event))
    : fires;

  test("has event patterns within the limits of EventBridge", () => {
    expect(eventPatterns.map(eventPatternProblem).filter((problem) => problem !== undefined)).toEqual([]);
  });

  test("requires read-only calls only if one of its examples is a read-only call", () => {
    // EventBridge decides by the name of the call. It counts AssumeRoot as read-only.
    const isReading = notified.some(({ eventName }) => /^(Get|List|Describe|AssumeRoot$)/.test(eventName));

    expect(readingCalls).toBe(isReading);
  });

  test("matches at least one example", () => {
    expect(notified.length).toBeGreaterThan(0);
  });
});

test("three rules forward all urgent events", () => {
  expect(forwardedPatterns).toHaveLength(3);
  expect(forwardedPatterns.filter((pattern) => eventPatternProblem(pattern) !== undefined)).toEqual([]);
});

/** Returns a tuned urgent detection of the catalog. */
function tuned() {
  const found = detections.find(({ id }) => id === "backups-destroyed");
  if (found === undefined) throw new Error("there is no detection backups-destroyed");
  return found;
}

describe("among detections that an organization changed or added", () => {
  const own = { ...tuned(), id: "own" };
  const notified = (change: object) => urgentEventsOf([{ ...own, ...change }]).map(({ detection }) => detection.id);

  test.each([
    ["that is urgent", {}, ["own"]],
    ["that is not urgent", { severity: "notify" }, []],
    ["with a threshold of several events", { threshold: 2 }, []],
    ["that EventBridge cannot express", { pattern: '{ $.a.* = "x" }' }, []],
    ["that matches no event", { pattern: '{ $.a = "x" && $.a = "y" }' }, []],
    ["whose pattern is too long", { pattern: `{ $.a = "${"x".repeat(2048)}" }` }, []],
    ["with a pattern of terms", { pattern: "ERROR" }, []],
  ])("a detection %s has the rules %j", (_what, change, expected) => {
    expect(notified(change)).toEqual(expected);
  });

  test("a detection of the catalog keeps its rule if EventBridge cannot express an exclusion", () => {
    const pattern = withConditions(tuned().pattern, "$.a.* = x");
    const [same] = urgentEventsOf([tuned()]);

    expect(urgentEventsOf([{ ...tuned(), pattern }])[0]?.eventPatterns).toEqual(same?.eventPatterns);
  });
});
