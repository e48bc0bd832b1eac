import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { LogGroupSubscription } from "./log-group-subscription";
import type { SubscriptionTarget } from "./log-subscriber";
import { maskingPolicy } from "./masking-policy";
import type { RegionArguments } from "../terraform/regions";

export interface ApplicationLogGroupProps {
  readonly partition: string;

  /** Name, such as `/aws/lambda/payments`. */
  readonly logGroupName: string;

  /** Days that log events are kept here: one of the periods that CloudWatch Logs knows. */
  readonly retentionDays: number;

  /** Key of the same region, whose policy lets CloudWatch Logs use it for this log group. */
  readonly kmsKeyArn: string;

  /**
   * Where log events go as well, and under which name.
   *
   * @default nowhere
   */
  readonly subscription?: { readonly name: string; readonly target: SubscriptionTarget };

  /**
   * Kinds of data that are masked in log events, in AWS's names: `EmailAddress`, `DriversLicense-US`.
   *
   * @default none
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-managed-data-identifiers.html
   */
  readonly maskedDataIdentifiers?: readonly string[];

  /**
   * Region of the log group.
   *
   * @default the provider's own
   */
  readonly regionArguments?: RegionArguments;
}

/**
 * A log group of an application: encrypted, with an end, delivered to the archive and masked on request.
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
        // Nothing is delivered before it is masked
        dependsOn: masking && [masking],
      });
    }

    this.logGroupName = logGroup.name;
  }
}
