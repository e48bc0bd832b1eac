import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LogSubscriber } from "../../modules/log-subscriber";
import { synth } from "../support/synth";
import { account, arn, partition } from "../support/values";

const regions = ["eu-west-1", "us-east-1"];
const streamIn = (region: string) => arn("firehose", region, account(3), "deliverystream/acme-app-logs");

const subscriber = () => {
  const found: { targets?: LogSubscriber["targets"] } = {};
  const resources = synth((scope) => {
    found.targets = new LogSubscriber(scope, "Subscriber", {
      partition,
      accountId: account(3),
      roleName: "acme-app-logs-to-firehose",
      streamArns: new Map(regions.map((region) => [region, streamIn(region)])),
    }).targets;
  });
  return { resources, targets: found.targets };
};

test("the role is assumed by CloudWatch Logs of its own account and those regions only", () => {
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

test("it writes to those streams and may do nothing else", () => {
  expect(JSON.parse(subscriber().resources.one(IamRolePolicy).policy).Statement).toEqual([
    {
      Sid: "Write",
      Effect: "Allow",
      Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
      Resource: regions.map(streamIn),
    },
  ]);
});

test("each region has its own stream as its target, ready when the role may write", () => {
  const { targets } = subscriber();

  expect([...(targets ?? [])].map(([region, { streamArn }]) => [region, streamArn])).toEqual(
    regions.map((region) => [region, streamIn(region)]),
  );
  for (const { ready } of targets?.values() ?? []) expect(ready).toBeInstanceOf(IamRolePolicy);
});
