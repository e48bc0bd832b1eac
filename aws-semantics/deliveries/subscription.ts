import type { Policy } from "../iam/document";
import { canAssume, roleMay } from "./service-role";

/** A subscription of log groups that writes to a stream with a role. */
export interface Subscription {
  readonly accountId: string;

  /** Resource for which CloudWatch Logs acts: a log group with `:*` at its end. */
  readonly sourceArn: string;
  readonly streamArn: string;

  /** `firehose:PutRecord` or `kinesis:PutRecord`. */
  readonly action: string;

  /** Role that CloudWatch Logs assumes. Undefined if the role does not exist. */
  readonly role: { readonly arn: string; readonly trust: Policy; readonly policies: readonly Policy[] } | undefined;
}

/**
 * Whether CloudWatch Logs accepts a subscription. CloudWatch Logs first writes a test message to the stream.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
 */
export function acceptsSubscription({ accountId, sourceArn, streamArn, action, role }: Subscription): boolean {
  const source = { "aws:SourceArn": sourceArn, "aws:SourceAccount": accountId };
  if (role === undefined || !canAssume("logs.amazonaws.com", role.trust, source)) return false;
  return roleMay(role, accountId, action, streamArn);
}
