import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { SubscriptionTarget } from "./log-subscriber";
import type { RegionArguments } from "../terraform/regions";

export interface LogGroupSubscriptionProps {
  readonly logGroupName: string;

  /** Name of the subscription filter. A log group can have two. */
  readonly subscriptionName: string;
  readonly target: SubscriptionTarget;

  /** Region of the log group. */
  readonly regionArguments: RegionArguments;

  /**
   * Resources, other than the target, that must exist before the first log event is delivered.
   *
   * @default none
   */
  readonly dependsOn?: ITerraformDependable[] | undefined;
}

/**
 * Sends all log events of one log group to a stream.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export class LogGroupSubscription extends Construct {
  constructor(scope: Construct, id: string, props: LogGroupSubscriptionProps) {
    super(scope, id);

    new CloudwatchLogSubscriptionFilter(this, "Resource", {
      name: props.subscriptionName,
      logGroupName: props.logGroupName,
      filterPattern: "",
      destinationArn: props.target.streamArn,
      roleArn: props.target.roleArn,
      dependsOn: [props.target.ready, ...(props.dependsOn ?? [])],
      ...props.regionArguments,
    });
  }
}
