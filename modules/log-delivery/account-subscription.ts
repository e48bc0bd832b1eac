import { CloudwatchLogAccountPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-account-policy";
import { Construct } from "constructs";
import type { SubscriptionTarget } from "./log-subscriber";
import type { RegionArguments } from "../terraform/regions";

export interface AccountSubscriptionProps {
  /** Name of the account's policy. */
  readonly policyName: string;

  /** Log groups that are not subscribed, by their whole names. Those that Firehose writes its errors to have to be. */
  readonly excludedLogGroups: readonly string[];
  readonly target: SubscriptionTarget;

  /** Region of the log groups. */
  readonly regionArguments: RegionArguments;
}

/** Bytes of the selection criteria that CloudWatch Logs accepts: 25 KB. */
const selectionLimitBytes = 25_000;

/**
 * All log events of every log group of an account and region go to a stream, also of log groups made later.
 *
 * An account has one such policy in a region: one that somebody else made is in the way. It takes none of the two
 * subscription filters that a log group may have.
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

    // The only criterion there is for subscriptions
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
