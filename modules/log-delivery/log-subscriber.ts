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

/** Where log events go, and with which role. */
export interface SubscriptionTarget {
  /** Stream in the region of the log group. */
  readonly streamArn: string;
  readonly roleArn: string;

  /** What has to exist first: CloudWatch Logs writes a message to the stream to test the way. */
  readonly ready: ITerraformDependable;
}

/**
 * The role with which CloudWatch Logs writes log events of one account to its streams.
 *
 * The ARNs of the streams are composed from their name, so that the role's policy can be created before the streams. IAM
 * needs seconds to spread a policy, a stream needs a minute to be created, and the AWS provider does not retry an account
 * policy whose test message was refused.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample
 */
export class LogSubscriber extends Construct {
  /** The policy that the streams have to wait for. */
  public readonly ready: ITerraformDependable;
  private readonly roleArn: string;

  constructor(scope: Construct, id: string, props: LogSubscriberProps) {
    super(scope, id);

    const { partition, accountId, roleName, regions, streamName } = props;
    const arnsOf = (service: string, resource: string) =>
      regions.map((region) => `arn:${partition}:${service}:${region}:${accountId}:${resource}`);
    const role = new IamRole(this, "Role", {
      name: roleName,
      description: "Lets CloudWatch Logs write log events of this account to Firehose",
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

  /** The target of subscriptions to a stream. */
  public targetOf(streamArn: string): SubscriptionTarget {
    return { streamArn, roleArn: this.roleArn, ready: this.ready };
  }
}
