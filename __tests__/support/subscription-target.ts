import { account, arn } from "../../sample-data/values";

/** Returns a target of subscriptions. */
export const subscriptionTarget = {
  streamArn: arn("firehose", "eu-west-1", account(3), "deliverystream/acme-app-logs"),
  roleArn: arn("iam", "", account(3), "role/acme-app-logs-to-firehose"),
  ready: { fqn: "aws_iam_role_policy.Writes" },
};
