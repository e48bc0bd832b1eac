import { CloudwatchLogAccountPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-account-policy";
import { Construct } from "constructs";
import type { SubscriptionTarget } from "./log-subscriber";
import type { RegionArguments } from "../terraform/regions";

export interface AccountSubscriptionProps {
  /** Name of the account's policy. */
  readonly policyName: string;

  /** Log groups that are not subscribed, by their full names. The log groups of Firehose's own errors must be among them. */
  readonly excludedLogGroups: readonly string[];
  readonly target: SubscriptionTarget;

  /** Region of the log groups. */
  readonly regionArguments: RegionArguments;
}

/** Longest selection criteria that CloudWatch Logs accepts, in bytes: 25 KB. */
const selectionLimitBytes = 25_000;

/**
 * Sends all log events of every log group of an account and region to a stream, including log groups that are created later.
 *
 * An account can have one such policy in a region, so an existing one makes the creation fail. The policy does not count as
 * one of the two subscription filters that a log group may have.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html
 */
export class AccountSubscription extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { policyName, excludedLogGroups, target, regionArguments }: AccountSubscriptionProps,
  ) {
    super(scope, id);

    // CloudWatch Logs supports no other criterion for subscriptions
    const selectionCriteria = `LogGroupName NOT IN ${JSON.stringify(excludedLogGroups)}`;
    const bytes = Buffer.byteLength(selectionCriteria);
    if (bytes > selectionLimitBytes) {
      throw new Error(
        `excludedLogGroups has room for ${selectionLimitBytes} bytes, got ${bytes}; exclude fewer log groups`,
      );
    }

    new CloudwatchLogAccountPolicy(this, "Resource", {
      policyName,
      policyType: "SUBSCRIPTION_FILTER_POLICY",
      policyDocument: JSON.stringify({
        DestinationArn: target.streamArn,
        RoleArn: target.roleArn,
        FilterPattern: "",
      }),
      selectionCriteria,
      dependsOn: [target.ready],
      ...regionArguments,
    });
  }
}
