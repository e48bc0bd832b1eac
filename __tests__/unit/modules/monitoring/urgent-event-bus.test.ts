import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { callVolumeUnusual } from "../../../../detections/catalog/call-volume-unusual";
import { urgentEventsOf } from "../../../../detections/urgent-events";
import { UrgentEventBus, type UrgentEventBusProps } from "../../../../modules/monitoring/urgent-event-bus";
import { lakehouseRunFailure } from "../../../../detections/run-failures";
import { queryFailureMessage } from "../../../../modules/monitoring/query-failure-message";
import { runFailureMessage } from "../../../../modules/monitoring/run-failure-message";
import { urgentEventMessage } from "../../../../modules/monitoring/urgent-event-message";
import { synth } from "../../../support/synth";
import { urgentEvents } from "../../../support/urgent-events";
import { account, arn, partition } from "../../../../sample-data/values";

const busArn = arn("events", "eu-west-1", account(1), "event-bus/acme-urgent-events");
const kmsKeyArn = arn("kms", "eu-west-1", account(1), "key/monitoring");
const topic = (name: string) => arn("sns", "eu-west-1", account(1), name);

const bus = (props: Partial<UrgentEventBusProps> = {}) =>
  synth((scope) => {
    const { ready } = new UrgentEventBus(scope, "Urgent", {
      partition,
      organizationId: "o-a1b2c3d4e5",
      accountId: account(1),
      region: "eu-west-1",
      prefix: "acme",
      busName: "acme-urgent-events",
      busArn,
      kmsKeyArn,
      forwarderName: "acme-urgent-event-forwarder",
      urgentEvents,
      queryFailures: [],
      topicArns: [topic("page")],
      notifyTopicArns: [topic("notify")],
      deadLetterQueueName: "acme-undelivered",
      alarmTopicArn: topic("page"),
      runbookUrl: "docs/runbooks",
      ...props,
    });
    new SnsTopic(scope, "Later", { dependsOn: ready });
  });

describe("UrgentEventBus", () => {
  const resources = bus();
  const rules = resources.all(CloudwatchEventRule);
  const targets = resources.all(CloudwatchEventTarget);
  const [queue = ""] = Object.keys(resources.json.resource.aws_sqs_queue);
  const queueArn = `\${aws_sqs_queue.${queue}.arn}`;

  test("UrgentEventBus is encrypted, and sends events that it cannot process to the dead-letter queue", () => {
    expect(resources.one(CloudwatchEventBus)).toMatchObject({
      name: "acme-urgent-events",
      kms_key_identifier: kmsKeyArn,
      dead_letter_config: { arn: queueArn },
    });
  });

  test("allows only the forwarders of the organization to put events", () => {
    expect(JSON.parse(resources.one(CloudwatchEventBusPolicy).policy).Statement).toEqual([
      {
        Sid: "AllowForwardersOfTheOrganization",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "events:PutEvents",
        Resource: busArn,
        Condition: {
          StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
          ArnLike: { "aws:PrincipalArn": arn("iam", "", "*", "role/acme-urgent-event-forwarder") },
        },
      },
    ]);
  });

  test("has a rule with the event pattern of each urgent detection, which receives read-only calls if the pattern requires it", () => {
    expect(rules.map((rule) => [rule.name, rule.event_pattern, rule.state])).toEqual(
      urgentEvents.flatMap(({ detection: { id }, eventPatterns, readingCalls }) =>
        eventPatterns.map((eventPattern, i) => [
          i === 0 ? `acme-${id}` : `acme-${id}-${i + 1}`,
          eventPattern,
          readingCalls ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED",
        ]),
      ),
    );
    expect(new Set(rules.map(({ state }) => state)).size).toBe(2);
    for (const { event_bus_name } of [...rules, ...targets])
      expect(event_bus_name).toMatch(/^\$\{aws_cloudwatch_event_bus\./);
  });

  test("retries each detection's topic for an hour, and then sends the message to the dead-letter queue", () => {
    const ruleIds = Object.keys(resources.json.resource.aws_cloudwatch_event_rule);

    expect(targets.map(({ rule }) => rule)).toEqual(ruleIds.map((id) => `\${aws_cloudwatch_event_rule.${id}.name}`));
    const perTarget = urgentEvents.flatMap((one) => one.eventPatterns.map(() => one));
    expect(perTarget.length).toBeGreaterThan(urgentEvents.length);
    for (const [i, { detection }] of perTarget.entries()) {
      const { inputPaths, inputTemplate } = urgentEventMessage(detection, "docs/runbooks");
      expect(targets[i]).toMatchObject({
        arn: topic("page"),
        input_transformer: { input_paths: inputPaths, input_template: inputTemplate },
        retry_policy: { maximum_event_age_in_seconds: 3600 },
        dead_letter_config: { arn: queueArn },
      });
    }
  });

  test("sends an event of severity notify only to the topic of this severity", () => {
    const quiet = bus({ urgentEvents: urgentEventsOf([callVolumeUnusual]) }).all(CloudwatchEventTarget);

    expect(quiet.map((target) => target.arn)).toEqual([topic("notify")]);
  });

  test("notifies of each run that fails, without a page", () => {
    const failure = lakehouseRunFailure(account(2));
    const more = bus({ runFailures: [failure] });

    expect(more.all(CloudwatchEventRule).at(-1)).toMatchObject({
      name: `acme-${failure.id}`,
      event_pattern: failure.eventPattern,
    });
    expect(more.all(CloudwatchEventTarget).slice(targets.length)).toMatchObject([
      {
        arn: topic("notify"),
        input_transformer: { input_template: runFailureMessage(failure, "docs/runbooks").inputTemplate },
      },
    ]);
  });

  test("notifies of each query that fails, without a page", () => {
    const failureOf = (id: string) => ({ id, title: id, why: "", runbook: id, eventPattern: `{"source":["${id}"]}` });
    const queryFailures = ["log-unreadable", "check-failed"].map(failureOf);
    const more = bus({ queryFailures });
    const added = more.all(CloudwatchEventTarget).slice(targets.length);

    expect(
      more
        .all(CloudwatchEventRule)
        .slice(rules.length)
        .map(({ name, event_pattern }) => [name, event_pattern]),
    ).toEqual(queryFailures.map(({ id, eventPattern }) => [`acme-${id}`, eventPattern]));
    expect(added).toHaveLength(queryFailures.length);
    for (const [i, failure] of queryFailures.entries()) {
      expect(added[i]).toMatchObject({
        arn: topic("notify"),
        input_transformer: { input_template: queryFailureMessage(failure, "docs/runbooks").inputTemplate },
        dead_letter_config: { arn: expect.stringContaining("aws_sqs_queue") },
      });
    }
  });

  test("notifies several topics", () => {
    const several = bus({ topicArns: [topic("page"), topic("chat")] }).all(CloudwatchEventTarget);

    expect(several).toHaveLength(2 * rules.length);
    expect(several.slice(0, 2).map(({ arn: to, target_id }) => [to, target_id])).toEqual([
      [topic("page"), "topic-1"],
      [topic("chat"), "topic-2"],
    ]);
  });

  test("UrgentEventBus also notifies chat channels, in their format", () => {
    const [text, chat, ...others] = bus({ urgentEvents: urgentEvents.slice(0, 1), chatTopicArn: topic("chat") }).all(
      CloudwatchEventTarget,
    );

    expect(others).toEqual([]);
    expect(text.arn).toBe(topic("page"));
    expect(chat.arn).toBe(topic("chat"));
    expect(chat.dead_letter_config).toEqual(text.dead_letter_config);
    expect(JSON.parse(chat.input_transformer.input_template)).toMatchObject({ version: "1.0", source: "custom" });
  });

  test("outputs a dependency on its policy and on the policy of its queue", () => {
    expect(resources.one(SnsTopic).depends_on).toEqual([
      expect.stringMatching(/^aws_cloudwatch_event_bus_policy\./),
      expect.stringMatching(/^aws_sqs_queue_policy\./),
    ]);
  });

  test("fails without a topic, because nobody would be notified", () => {
    expect(() => bus({ topicArns: [] })).toThrow(
      "bus acme-urgent-events has no topic, so nobody would be notified of its events",
    );
  });

  test("fails when the name of a rule is too long for EventBridge", () => {
    const one = urgentEvents.slice(0, 1);
    const longest = 64 - 1 - (one[0]?.detection.id.length ?? 0);

    expect(bus({ urgentEvents: one, prefix: "a".repeat(longest) }).one(CloudwatchEventRule).name).toHaveLength(64);
    expect(() => bus({ urgentEvents: one, prefix: "a".repeat(longest + 1) })).toThrow(
      /^the name of a rule can have at most 64 characters/,
    );
  });
});
