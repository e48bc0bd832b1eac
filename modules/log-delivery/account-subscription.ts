import { CloudwatchLogAccountPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-account-policy";
import { Construct } from "constructs";
import type { SubscriptionTarget } from "./log-subscriber";
import type { RegionArguments } from "../terraform/regions";

export interface AccountSubscriptionProps {
  /** Name of the account policy. */
  readonly policyName: string;

  /** Full names of log groups that are not subscribed. They must include the log groups of Firehose's own errors. */
  readonly excludedLogGroups: readonly string[];
  readonly target: SubscriptionTarget;

  /** Region of the log groups. */
  readonly regionArguments: RegionArguments;
}

/** Maximum size of the selection criteria in CloudWatch Logs, in bytes: 25 KB. */
const selectionLimitBytes = 25_000;

/**
 * Sends all log events of every log group of an account and region to a stream, including log groups that are created later.
 *
 * An account can have one such policy in a region, so the creation fails if a policy exists. The policy does not count as one of
 * the two subscription filters that a log group may have.
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

    // CloudWatch Logs supports only this criterion for subscriptions
    const selectionCriteria = `LogGroupName NOT IN ${JSON.stringify(excludedLogGroups)}`;
    const bytes = Buffer.byteLength(selectionCriteria);
    if (bytes > selectionLimitBytes) {
      throw new Error(
        `excludedLogGroups: the selection criteria can have at most ${selectionLimitBytes} bytes, got ${bytes}; exclude fewer log groups`,
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
