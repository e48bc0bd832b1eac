import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { allow, policyJson, serviceTrustJson } from "../iam/policy-document";

export interface LogSubscriberProps {
  readonly partition: string;

  /** Account whose log groups are subscribed. */
  readonly accountId: string;
  readonly roleName: string;

  /** Regions of the log groups and of the streams. */
  readonly regions: readonly string[];

  /** Name of the stream in each region. */
  readonly streamName: string;
}

/** Destination of log events, and the role with which CloudWatch Logs writes to it. */
export interface SubscriptionTarget {
  /** Stream in the region of the log group. */
  readonly streamArn: string;
  readonly roleArn: string;

  /** Resource that must exist first: CloudWatch Logs sends a test message to the stream. */
  readonly ready: ITerraformDependable;
}

/**
 * The role with which CloudWatch Logs writes log events of one account to its streams.
 *
 * The policy of the role contains ARNs that are built from the name of the streams, so Terraform can create the policy before the
 * streams. A policy takes effect after some seconds, and the creation of a stream takes a minute. This order is necessary, because
 * the AWS provider does not retry an account policy if the test message was refused.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample
 */
export class LogSubscriber extends Construct {
  /** Policy of the role, which the streams must depend on. */
  public readonly ready: ITerraformDependable;
  private readonly roleArn: string;

  constructor(scope: Construct, id: string, props: LogSubscriberProps) {
    super(scope, id);

    const { partition, accountId, roleName, regions, streamName } = props;
    const arnsOf = (service: string, resource: string) =>
      regions.map((region) => `arn:${partition}:${service}:${region}:${accountId}:${resource}`);
    const role = new IamRole(this, "Role", {
      name: roleName,
      description: "Allows CloudWatch Logs to write log events of this account to Firehose",
      assumeRolePolicy: serviceTrustJson("logs.amazonaws.com", {
        StringLike: { "aws:SourceArn": arnsOf("logs", "*") },
      }),
    });
    this.ready = new IamRolePolicy(this, "Writes", {
      name: "write-to-firehose",
      role: role.id,
      policy: policyJson("role policy", [
        allow(
          "Write",
          ["firehose:PutRecord", "firehose:PutRecordBatch"],
          arnsOf("firehose", `deliverystream/${streamName}`),
        ),
      ]),
    });

    this.roleArn = role.arn;
  }

  /** Subscription target of a stream. */
  public targetOf(streamArn: string): SubscriptionTarget {
    return { streamArn, roleArn: this.roleArn, ready: this.ready };
  }
}
