import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { LogGroupSubscription } from "./log-group-subscription";
import type { SubscriptionTarget } from "./log-subscriber";
import { maskingPolicy } from "../iam/masking-policy";
import type { RegionArguments } from "../terraform/regions";

export interface ApplicationLogGroupProps {
  readonly partition: string;

  /** Name, such as `/aws/lambda/payments`. */
  readonly logGroupName: string;

  /** Days that log events are kept in the log group. CloudWatch Logs accepts only some periods. */
  readonly retentionDays: number;

  /** Key of the same region. Its policy must allow CloudWatch Logs to use it for this log group. */
  readonly kmsKeyArn: string;

  /**
   * Subscription that also sends log events to a stream, and the name of the subscription filter.
   *
   * @default none
   */
  readonly subscription?: { readonly name: string; readonly target: SubscriptionTarget };

  /**
   * Data identifiers of AWS to mask in log events, such as `EmailAddress` and `DriversLicense-US`.
   *
   * @default none
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-managed-data-identifiers.html
   */
  readonly maskedDataIdentifiers?: readonly string[];

  /**
   * Region of the log group.
   *
   * @default the region of the provider
   */
  readonly regionArguments?: RegionArguments;
}

/**
 * An encrypted log group of an application. Its log events can be delivered to the archive, and their data can be masked.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
 */
export class ApplicationLogGroup extends Construct {
  public readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: ApplicationLogGroupProps) {
    super(scope, id);

    const { regionArguments = {}, maskedDataIdentifiers = [], subscription } = props;
    if (!Number.isInteger(props.retentionDays) || props.retentionDays < 1) {
      throw new Error(`retentionDays must be a whole number of days, 1 or more, got ${props.retentionDays}`);
    }

    const logGroup = new CloudwatchLogGroup(this, "Resource", {
      name: props.logGroupName,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.kmsKeyArn,
      ...regionArguments,
    });
    const masking =
      maskedDataIdentifiers.length > 0
        ? new CloudwatchLogDataProtectionPolicy(this, "Masking", {
            logGroupName: logGroup.name,
            policyDocument: maskingPolicy(props.partition, maskedDataIdentifiers),
            ...regionArguments,
          })
        : undefined;
    if (subscription) {
      const { name, target } = subscription;
      new LogGroupSubscription(this, "Subscription", {
        logGroupName: logGroup.name,
        subscriptionName: name,
        target,
        regionArguments,
        // No log event is delivered before masking is active
        dependsOn: masking && [masking],
      });
    }

    this.logGroupName = logGroup.name;
  }
}
