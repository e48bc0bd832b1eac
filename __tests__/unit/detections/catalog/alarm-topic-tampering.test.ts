import { alarmTopicTampering, anyAlarm } from "../../../../detections/catalog/alarm-topic-tampering";
import { fullComplexityOf } from "../../../../aws-semantics/event-pattern/complexity";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { tamperingDetections } from "../../../../detections/catalog/tampering";
import { urgentEventsOf } from "../../../../detections/urgent-events";
import { account, arn } from "../../../../sample-data/values";
import { event } from "../../../../sample-data/detection-examples/example";

const topic = (name: string) => arn("sns", "eu-west-1", account(1), name);
const detection = alarmTopicTampering({
  topics: [topic("acme-audit-*")],
  subscriptions: [topic("acme-audit-*")],
  prefix: "acme",
});
const fires = (service: string, name: string, request: Readonly<Record<string, unknown>>) =>
  matches(parseFilterPattern(detection.pattern), event(service, name, { request }));

test.each(["page", "notify", "chat"])(
  "matches changes of the topic %s, of its subscriptions and of its data protection policy",
  (severity) => {
    const topicArn = topic(`acme-audit-${severity}`);

    expect(fires("sns", "DeleteTopic", { topicArn })).toBe(true);
    expect(fires("sns", "Unsubscribe", { subscriptionArn: `${topicArn}:0a1b2c3d` })).toBe(true);
    expect(fires("sns", "PutDataProtectionPolicy", { resourceArn: topicArn })).toBe(true);
  },
);

test("a filter for tampering with alarm topics does not match a topic with the same name in another account", () => {
  const topicArn = arn("sns", "eu-west-1", account(3), "acme-audit-page");

  expect(fires("sns", "DeleteTopic", { topicArn })).toBe(false);
});

test.each([
  ["acme-root-use", true],
  ["shop-root-use", false],
])("matches the deletion of the alarm %s: %j", (alarm, expected) => {
  expect(fires("monitoring", "DeleteAlarms", { alarmNames: ["any", alarm] })).toBe(expected);
});

test("the detection of tampering with alarm topics has one EventBridge rule without wildcards", () => {
  const patterns = urgentEventsOf([detection]).flatMap(({ eventPatterns }) => eventPatterns);

  expect(patterns.map((text) => fullComplexityOf(JSON.parse(text)))).toEqual([0]);
});

test("the detection of tampering with alarm topics contains names in the catalog that match any organization", () => {
  expect(tamperingDetections).toContainEqual(alarmTopicTampering(anyAlarm));
});
