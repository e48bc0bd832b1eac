import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { detectionsOf } from "../../config/derived/detections-of";
import { detections } from "../../detections/catalog/all";
import { parseFilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../aws-semantics/filter-pattern/filter-predicate";
import { withConditions } from "../../detections/with-conditions";
import { urgentEventsOf } from "../../detections/urgent-events";
import { queryFailuresOf } from "../../stacks/log-sources/urgent-events";
import { installEventRuler, matchEvents } from "../../local-aws/event-ruler/event-ruler";
import type { CloudTrailEvent } from "../../sample-data/events/event";
import { findTools } from "../../local-aws/requirements";
import { examples } from "../../sample-data/detection-examples/all";
import { behindDummy } from "../../sample-data/detection-examples/disguises";
import { ordinaryDay } from "../support/ordinary-day";
import { organization, stackOf } from "../support/organization";
import { idsWithFact, urgentEvents } from "../support/urgent-events";

/** Returns the event that CloudTrail sends to the default bus of its account and region. */
const sent = (event: CloudTrailEvent) => ({
  version: "0",
  id: event.eventID,
  "detail-type": event.eventType === "AwsConsoleSignIn" ? "AWS Console Sign In via CloudTrail" : callOrService(event),
  source: `aws.${event.eventSource.replace(".amazonaws.com", "")}`,
  account: event.recipientAccountId,
  time: event.eventTime,
  region: event.awsRegion,
  resources: [],
  detail: event,
});
const callOrService = ({ eventType }: CloudTrailEvent) =>
  eventType === "AwsServiceEvent" ? "AWS Service Event via CloudTrail" : "AWS API Call via CloudTrail";

/** Returns the event patterns of the deployed rules of a stack, by the names of the rules. */
function deployedPatterns(stack: string): Record<string, string> {
  const rules = stackOf(organization(), stack).all(CloudwatchEventRule);
  // Terraform would interpret a template, so its signs are doubled
  return Object.fromEntries(
    rules.map(({ name, event_pattern }) => [name, event_pattern.replaceAll(/([$%])\1\{/g, "$1{")]),
  );
}

/** Returns the rules of a detection. Additional rules have a number. */
const isRuleOf = (id: string) => (name: string) => name === `acme-${id}` || new RegExp(`^acme-${id}-\\d$`).test(name);
const isForwarder = (name: string) => name.startsWith("acme-urgent-event-forwarder-");

/** Events that only the rule finds: a third statement, and an escaped character other than the asterisk. */
const widerThanTheAlarm: Readonly<Record<string, (event: CloudTrailEvent) => CloudTrailEvent>> = {
  "bucket-made-public": (event) => behindDummy(behindDummy(event)),
  "role-open-to-everybody": (event) =>
    JSON.parse(JSON.stringify(event).replaceAll(String.raw`\"*\"`, String.raw`\"\\u0031\"`)),
};

const cases = urgentEvents.flatMap(({ detection: { id, pattern, urgentEvent } }) => {
  const added = urgentEvent?.quieted;
  const test = parseFilterPattern(added ? withConditions(pattern, added.condition) : pattern);
  const { fires = [], quiet = [] } = examples[id] ?? {};
  const widen = widerThanTheAlarm[id];
  return [...fires, ...quiet, ...(widen ? fires.map(widen) : [])].map((event) => ({
    id,
    event,
    expected: matches(test, event),
    isNearMiss: quiet.includes(event),
  }));
});

/** Events that only AWS can send, sent by another sender. */
const madeUp = cases.flatMap(({ event }) => [
  { ...sent(event), source: "acme.iam" },
  { ...sent(event), "detail-type": "AWS API Call" },
]);

let rulings: readonly (readonly string[])[];
let ofOrdinaryDay: readonly (readonly string[])[];
let ofMadeUp: readonly (readonly string[])[];

beforeAll(async () => {
  const { java, maven } = findTools(["java", "maven"]);
  await installEventRuler(maven);
  const patterns = { ...deployedPatterns("management"), ...deployedPatterns("member-payments") };
  const events = [...cases.map(({ event }) => sent(event)), ...ordinaryDay.map(sent), ...madeUp];
  const all = await matchEvents(java, patterns, events);
  rulings = all.slice(0, cases.length);
  ofOrdinaryDay = all.slice(cases.length, -madeUp.length);
  ofMadeUp = all.slice(-madeUp.length);
});

/** Returns the rule and the forwarders that match a case, as strings. */
const notified = () => cases.map((one, i) => ({ ...one, rules: rulings[i] ?? [] }));
const described = ({ id, event }: { id: string; event: CloudTrailEvent }) =>
  `${id}: ${event.eventName} ${JSON.stringify(event.requestParameters)}`;

describe("EventBridge's own matcher with the deployed rules", () => {
  test("matches every example of an urgent detection, except those that only the alarm covers", () => {
    const missed = notified().filter(({ id, expected, rules }) => expected && !rules.some(isRuleOf(id)));

    expect(missed.map(described)).toEqual([]);
    expect(notified().filter(({ expected }) => expected).length).toBeGreaterThan(100);
  });

  test("forwards each of these examples from every account", () => {
    const kept = notified().filter(({ expected, rules }) => expected && !rules.some(isForwarder));

    expect(kept.map(described)).toEqual([]);
  });

  test("matches no near miss, except for detections that declare it", () => {
    const wrong = notified().filter(({ id, expected, rules }) => !expected && rules.some(isRuleOf(id)));

    expect([...new Set(wrong.map(({ id }) => id))].toSorted()).toEqual(idsWithFact("widened").toSorted());
  });

  test.each(idsWithFact("quieted"))(
    "EventBridge's own matcher, with the rule of %s, matches only some of its own examples, and no near miss",
    (id) => {
      const left = notified().filter((one) => one.id === id && !one.expected && !one.isNearMiss);

      expect(left.filter(({ rules }) => rules.some(isRuleOf(id))).map(described)).toEqual([]);
      expect(left.length).toBeGreaterThan(0);
    },
  );

  test("matches no event of an ordinary day, and forwards few events", () => {
    const rules = new Set(ofOrdinaryDay.flat());

    expect([...rules].filter((name) => !isForwarder(name))).toEqual([]);
    expect(ofOrdinaryDay.filter((names) => names.some(isForwarder)).length).toBeLessThan(ordinaryDay.length / 100);
  });

  test("has every rule of every urgent detection by name", () => {
    const named = Object.keys(deployedPatterns("management")).filter((name) => !isForwarder(name));
    // The failure of a query is not an event of CloudTrail. queries-that-fail.test.ts publishes it
    const ofQueries = queryFailuresOf(organization().config).map(({ id }) => `acme-${id}`);
    const names = named.filter((name) => !ofQueries.includes(name));

    // With the names of this organization, some patterns are simpler than in the catalog
    const deployed = urgentEventsOf(detectionsOf(organization().config));
    expect(names).toHaveLength(deployed.flatMap(({ eventPatterns }) => eventPatterns).length);
    for (const { detection } of urgentEvents) expect(names.filter(isRuleOf(detection.id))).not.toEqual([]);
    expect(urgentEvents.every(({ detection }) => detections.includes(detection))).toBe(true);
  });

  test("matches no forged event", () => {
    expect(ofMadeUp).toHaveLength(2 * cases.length);
    expect(ofMadeUp.flat()).toEqual([]);
  });
});
