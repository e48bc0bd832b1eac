import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";
import { Fn, TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import type { SubscriptionTarget } from "./log-subscriber";
import type { RegionArguments } from "../terraform/regions";

export interface PrefixSubscriptionProps {
  /** Prefix of the names of the log groups. */
  readonly logGroupNamePrefix: string;

  /** Full names of excluded log groups. The deployment fails for a log group that accepts no further subscription filter. */
  readonly excludedLogGroups: readonly string[];

  /** Name of the subscription filter. A log group can have two. */
  readonly subscriptionName: string;
  readonly target: SubscriptionTarget;

  /** Region of the log groups. */
  readonly regionArguments: RegionArguments;
}

/**
 * Sends all log events of the log groups with a common name prefix to a stream.
 *
 * Terraform finds the log groups when it plans. The next deployment subscribes log groups that are created later.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export class PrefixSubscription extends Construct {
  constructor(scope: Construct, id: string, props: PrefixSubscriptionProps) {
    super(scope, id);

    const found = new DataAwsCloudwatchLogGroups(this, "LogGroups", {
      logGroupNamePrefix: props.logGroupNamePrefix,
      ...props.regionArguments,
    });
    const logGroups = TerraformIterator.fromList(subtractNames(found.logGroupNames, props.excludedLogGroups));
    new CloudwatchLogSubscriptionFilter(this, "Resource", {
      forEach: logGroups,
      name: props.subscriptionName,
      logGroupName: logGroups.value,
      filterPattern: "",
      destinationArn: props.target.streamArn,
      roleArn: props.target.roleArn,
      dependsOn: [props.target.ready],
      ...props.regionArguments,
    });
  }
}

/** @see https://developer.hashicorp.com/terraform/language/functions/setsubtract */
function subtractNames(names: string[], excluded: readonly string[]): string[] {
  return excluded.length > 0 ? Fn.tolist(Fn.setsubtract(names, [...excluded])) : names;
}
