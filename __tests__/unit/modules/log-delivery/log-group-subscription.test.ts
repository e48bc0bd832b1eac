import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { LogGroupSubscription } from "../../../../modules/log-delivery/log-group-subscription";
import { subscriptionTarget as target } from "../../../support/subscription-target";
import { synth } from "../../../support/synth";

const filter = (region?: string) =>
  synth((scope) => {
    new LogGroupSubscription(scope, "Subscription", {
      logGroupName: "/ecs/website",
      subscriptionName: "acme-app-logs",
      target,
      regionArguments: region === undefined ? {} : { region },
    });
  }).one(CloudwatchLogSubscriptionFilter);

test("the subscription delivers every log event of the log group, after the role may write", () => {
  expect(filter()).toMatchObject({
    name: "acme-app-logs",
    log_group_name: "/ecs/website",
    filter_pattern: "",
    destination_arn: target.streamArn,
    role_arn: target.roleArn,
    depends_on: ["aws_iam_role_policy.Writes"],
  });
});

test("the subscription is in the region of the log group", () => {
  expect(filter("us-east-1").region).toBe("us-east-1");
  expect(filter()).not.toHaveProperty("region");
});
