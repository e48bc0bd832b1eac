import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";
import { PrefixSubscription } from "../../../../modules/log-delivery/prefix-subscription";
import { subscriptionTarget as target } from "../../../support/subscription-target";
import { synth } from "../../../support/synth";

const subscription = ({ region, excluded = [] }: { region?: string; excluded?: string[] } = {}) =>
  synth((scope) => {
    new PrefixSubscription(scope, "Prefix", {
      logGroupNamePrefix: "/aws/lambda/",
      excludedLogGroups: excluded,
      subscriptionName: "acme-app-logs",
      target,
      regionArguments: region === undefined ? {} : { region },
    });
  });

test("the subscription finds the log groups with the prefix, and delivers their events after the role may write", () => {
  const resources = subscription();
  const [found, ...others] = resources.data(DataAwsCloudwatchLogGroups);

  expect(others).toEqual([]);
  expect(found.log_group_name_prefix).toBe("/aws/lambda/");
  expect(resources.one(CloudwatchLogSubscriptionFilter)).toMatchObject({
    for_each: expect.stringMatching(/data\.aws_cloudwatch_log_groups\.Prefix_LogGroups_[A-Z0-9]+\.log_group_names/),
    name: "acme-app-logs",
    log_group_name: "${each.value}",
    filter_pattern: "",
    destination_arn: target.streamArn,
    role_arn: target.roleArn,
    depends_on: ["aws_iam_role_policy.Writes"],
  });
});

test("the subscription finds and subscribes log groups in the given region", () => {
  const resources = subscription({ region: "us-east-1" });

  expect(resources.data(DataAwsCloudwatchLogGroups)[0].region).toBe("us-east-1");
  expect(resources.one(CloudwatchLogSubscriptionFilter).region).toBe("us-east-1");
});

test("the subscription excludes the listed log groups", () => {
  const { for_each } = subscription({ excluded: ["/aws/lambda/a", "/aws/lambda/b"] }).one(
    CloudwatchLogSubscriptionFilter,
  );

  expect(for_each).toMatch(
    /setsubtract\(tolist\(data\.aws_cloudwatch_log_groups\.Prefix_LogGroups_[A-Z0-9]+\.log_group_names\), \["\/aws\/lambda\/a", "\/aws\/lambda\/b"\]\)/,
  );
});
