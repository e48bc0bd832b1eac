import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import {
  UrgentEventForwarder,
  type UrgentEventForwarderProps,
} from "../../../../modules/monitoring/urgent-event-forwarder";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const busArn = arn("events", "eu-west-1", account(1), "event-bus/acme-urgent-events");
const deadLetterQueueArn = arn("sqs", "eu-west-1", account(1), "undelivered");
const name = "acme-urgent-event-forwarder";

const forwarder = (props: Partial<UrgentEventForwarderProps> = {}) =>
  synth((scope) => {
    const provider = new AwsProvider(scope, "Global", { alias: "us-east-1", region: "us-east-1" });
    const queue = new SqsQueue(scope, "First");
    new UrgentEventForwarder(scope, "Forwarder", {
      partition,
      accountId: account(3),
      homeRegion: "eu-west-1",
      regions: ["eu-west-1", "us-east-1", "eu-north-1"],
      providers: new Map([["us-east-1", provider]]),
      name,
      eventPatterns: ['{"detail":{"a":["x"]}}', '{"detail":{"b":["${y}"]}}'],
      busArn,
      deadLetterQueueArn,
      dependsOn: [queue],
      ...props,
    });
  });

describe("UrgentEventForwarder", () => {
  test("forwards each pattern from each region, including read-only calls", () => {
    const rules = forwarder().all(CloudwatchEventRule);

    expect(rules.map((rule) => [rule.name, rule.provider, rule.region])).toEqual([
      [`${name}-1`, undefined, undefined],
      [`${name}-2`, undefined, undefined],
      [`${name}-1`, "aws.us-east-1", undefined],
      [`${name}-2`, "aws.us-east-1", undefined],
      [`${name}-1`, undefined, "eu-north-1"],
      [`${name}-2`, undefined, "eu-north-1"],
    ]);
    for (const rule of rules) {
      expect(rule.state).toBe("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
      expect(rule.event_pattern).toBe(
        rule.name.endsWith("1") ? '{"detail":{"a":["x"]}}' : '{"detail":{"b":["$${y}"]}}',
      );
      expect(rule.event_bus_name).toBeUndefined();
    }
  });

  test("sends matching events unchanged to the bus, with its role", () => {
    const resources = forwarder();
    const rules = Object.keys(resources.json.resource.aws_cloudwatch_event_rule);
    const targets = resources.all(CloudwatchEventTarget);

    expect(targets.map(({ rule }) => rule)).toEqual(rules.map((id) => `\${aws_cloudwatch_event_rule.${id}.name}`));
    for (const [i, target] of targets.entries()) {
      const { provider, region } = resources.all(CloudwatchEventRule)[i];
      expect(target).toMatchObject({ arn: busArn, role_arn: expect.stringMatching(/^\$\{aws_iam_role\./) });
      expect([target.provider, target.region]).toEqual([provider, region]);
      expect(target).not.toHaveProperty("input_transformer");
    }
  });

  test("keeps events that cannot be delivered only in the home region, which has the queue", () => {
    const queues = forwarder()
      .all(CloudwatchEventTarget)
      .map((target) => target.dead_letter_config?.arn);

    expect(queues).toEqual([deadLetterQueueArn, deadLetterQueueArn, undefined, undefined, undefined, undefined]);
  });

  test("allows EventBridge only to put events on that bus, for its own rules in its own account", () => {
    const resources = forwarder();

    expect(JSON.parse(resources.one(IamRolePolicy).policy).Statement).toEqual([
      { Sid: "Forward", Effect: "Allow", Action: ["events:PutEvents"], Resource: busArn },
    ]);
    expect(resources.one(IamRole).name).toBe(name);
    expect(JSON.parse(resources.one(IamRole).assume_role_policy).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": account(3) },
          ArnLike: { "aws:SourceArn": arn("events", "*", account(3), `rule/${name}-*`) },
        },
      },
    ]);
  });

  test("depends on the policy of its role, and on the bus if it is in the same account", () => {
    const waiting = (props: Partial<UrgentEventForwarderProps>) =>
      forwarder(props)
        .all(CloudwatchEventTarget)
        .map(({ depends_on }) => depends_on);

    const policy = expect.stringMatching(/^aws_iam_role_policy\.Forwarder_Forwards_/);

    expect(waiting({})).toEqual(Array.from({ length: 6 }, () => [policy, "aws_sqs_queue.First"]));
    expect(waiting({ dependsOn: undefined })).toEqual(Array.from({ length: 6 }, () => [policy]));
  });
});
