import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import {
  ApplicationLogGroup,
  type ApplicationLogGroupProps,
} from "../../../../modules/log-delivery/application-log-group";
import { maskingPolicy } from "../../../../modules/iam/masking-policy";
import { subscriptionTarget as target } from "../../../support/subscription-target";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const kmsKeyArn = arn("kms", "eu-west-1", account(3), "key/logs");
const logGroup = (props: Partial<ApplicationLogGroupProps> = {}) =>
  synth((scope) => {
    new ApplicationLogGroup(scope, "Payments", {
      partition,
      logGroupName: "/aws/lambda/payments",
      retentionDays: 90,
      kmsKeyArn,
      ...props,
    });
  });
const everything = { subscription: { name: "acme-app-logs", target }, maskedDataIdentifiers: ["EmailAddress"] };
const its = /^\$\{aws_cloudwatch_log_group\.Payments_[A-Z0-9]+\.name\}$/;

test("the log group is encrypted and has a retention", () => {
  expect(logGroup().one(CloudwatchLogGroup)).toMatchObject({
    name: "/aws/lambda/payments",
    retention_in_days: 90,
    kms_key_id: kmsKeyArn,
  });
});

test("the log group is neither delivered nor masked by default", () => {
  expect(logGroup().all(CloudwatchLogSubscriptionFilter)).toEqual([]);
  expect(logGroup({ maskedDataIdentifiers: [] }).all(CloudwatchLogDataProtectionPolicy)).toEqual([]);
});

test("the log group is delivered to the given stream", () => {
  expect(logGroup(everything).one(CloudwatchLogSubscriptionFilter)).toMatchObject({
    name: "acme-app-logs",
    log_group_name: expect.stringMatching(its),
    destination_arn: target.streamArn,
    role_arn: target.roleArn,
  });
});

test("the log group is masked as configured, before it is delivered", () => {
  const resources = logGroup(everything);

  expect(resources.one(CloudwatchLogDataProtectionPolicy)).toMatchObject({
    log_group_name: expect.stringMatching(its),
    policy_document: maskingPolicy(partition, ["EmailAddress"]),
  });
  expect(resources.one(CloudwatchLogSubscriptionFilter).depends_on).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^aws_cloudwatch_log_data_protection_policy\.Payments_Masking_/),
      "aws_iam_role_policy.Writes",
    ]),
  );
});

test("the log group is in the given region, with all its resources", () => {
  const regionArguments = logGroup({ ...everything, regionArguments: { region: "us-east-1" } });

  for (const type of [CloudwatchLogGroup, CloudwatchLogSubscriptionFilter, CloudwatchLogDataProtectionPolicy]) {
    expect(regionArguments.one(type).region).toBe("us-east-1");
    expect(logGroup(everything).one(type)).not.toHaveProperty("region");
  }
});

test.each([0, -1, 1.5, NaN])("fails with a retention of %d days", (retentionDays) => {
  expect(() => logGroup({ retentionDays })).toThrow(
    `retentionDays must be a whole number of days, 1 or more, got ${retentionDays}`,
  );
});
