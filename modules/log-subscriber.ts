import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { allow, policyJson, serviceTrustJson } from "./policy-document";

export interface LogSubscriberProps {
  readonly partition: string;

  /** Account whose log groups are subscribed. */
  readonly accountId: string;
  readonly roleName: string;

  /** Streams that get the log events, by their region: that of the log groups. */
  readonly streamArns: ReadonlyMap<string, string>;
}

/** Where log events go, and with which role. */
export interface SubscriptionTarget {
  /** Stream in the region of the log group. */
  readonly streamArn: string;
  readonly roleArn: string;

  /** What has to be in place first: CloudWatch Logs writes a message to the stream to test the way. */
  readonly ready: ITerraformDependable;
}

/**
 * The role with which CloudWatch Logs writes log events of one account to its streams.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample
 */
export class LogSubscriber extends Construct {
  /** Targets of subscriptions, by their region. */
  public readonly targets: ReadonlyMap<string, SubscriptionTarget>;

  constructor(scope: Construct, id: string, { partition, accountId, roleName, streamArns }: LogSubscriberProps) {
    super(scope, id);

    const sources = [...streamArns.keys()].map((region) => `arn:${partition}:logs:${region}:${accountId}:*`);
    const role = new IamRole(this, "Role", {
      name: roleName,
      description: "Lets CloudWatch Logs write log events of this account to Firehose",
      assumeRolePolicy: serviceTrustJson("logs.amazonaws.com", { StringLike: { "aws:SourceArn": sources } }),
    });
    const ready = new IamRolePolicy(this, "Writes", {
      name: "write-to-firehose",
      role: role.id,
      policy: policyJson("role policy", [
        allow("Write", ["firehose:PutRecord", "firehose:PutRecordBatch"], [...streamArns.values()]),
      ]),
    });

    this.targets = new Map(
      [...streamArns].map(([region, streamArn]) => [region, { streamArn, roleArn: role.arn, ready }]),
    );
  }
}
