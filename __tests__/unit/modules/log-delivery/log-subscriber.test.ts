import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LogSubscriber, type SubscriptionTarget } from "../../../../modules/log-delivery/log-subscriber";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const regions = ["eu-west-1", "us-east-1"];
const streamIn = (region: string) => arn("firehose", region, account(3), "deliverystream/acme-app-logs");

const subscriber = () => {
  const targets: SubscriptionTarget[] = [];
  const resources = synth((scope) => {
    const made = new LogSubscriber(scope, "Subscriber", {
      partition,
      accountId: account(3),
      roleName: "acme-app-logs-to-firehose",
      regions,
      streamName: "acme-app-logs",
    });
    targets.push(...regions.map((region) => made.targetOf(streamIn(region))));
  });
  return { resources, targets };
};

test("only CloudWatch Logs of its own account and of the given regions may assume the role", () => {
  const role = subscriber().resources.one(IamRole);

  expect(role.name).toBe("acme-app-logs-to-firehose");
  expect(JSON.parse(role.assume_role_policy).Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { Service: "logs.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringLike: { "aws:SourceArn": regions.map((region) => arn("logs", region, account(3), "*")) },
      },
    },
  ]);
});

test("the role may only write to the given streams", () => {
  expect(JSON.parse(subscriber().resources.one(IamRolePolicy).policy).Statement).toEqual([
    {
      Sid: "Write",
      Effect: "Allow",
      Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
      Resource: regions.map(streamIn),
    },
  ]);
});

test("the policy of the role depends on no stream, so that IAM has time to propagate it", () => {
  expect(subscriber().resources.one(IamRolePolicy).depends_on).toBeUndefined();
});

test("a target is the given stream, which depends on the policy of the role", () => {
  const { targets } = subscriber();

  expect(targets.map(({ streamArn }) => streamArn)).toEqual(regions.map(streamIn));
  for (const { ready } of targets) expect(ready).toBeInstanceOf(IamRolePolicy);
});
