import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { SubscriptionTarget } from "./log-subscriber";
import type { RegionArguments } from "../terraform/regions";

export interface LogGroupSubscriptionProps {
  readonly logGroupName: string;

  /** Name of the subscription filter, of which a log group has two at most. */
  readonly subscriptionName: string;
  readonly target: SubscriptionTarget;

  /** Region of the log group. */
  readonly regionArguments: RegionArguments;

  /**
   * What has to be in place before the first log event is delivered, besides the target.
   *
   * @default nothing
   */
  readonly dependsOn?: ITerraformDependable[] | undefined;
}

/**
 * All log events of one log group go to a stream.
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
