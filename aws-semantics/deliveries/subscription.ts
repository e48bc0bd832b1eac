import { canAssume, roleMay, type ServiceRole } from "./service-role";

/** A subscription of log groups that writes to a stream with a role. */
export interface Subscription {
  readonly accountId: string;

  /** Resource for which CloudWatch Logs acts: a log group with `:*` at its end. */
  readonly sourceArn: string;
  readonly streamArn: string;

  /** `firehose:PutRecord` or `kinesis:PutRecord`. */
  readonly action: string;

  /** Role that CloudWatch Logs assumes. Undefined if the role does not exist. */
  readonly role: ServiceRole | undefined;
}

/** Whether CloudWatch Logs accepts a subscription to a stream that exists. */
export const acceptsSubscription = (subscription: Subscription): boolean =>
  subscriptionRefusal(subscription) === undefined;

/**
 * The error message of CloudWatch Logs for a subscription to a stream that exists. Undefined if it accepts the subscription.
 * CloudWatch Logs first writes a test message to the stream.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
 */
export function subscriptionRefusal(subscription: Subscription): string | undefined {
  const { accountId, sourceArn, streamArn, action, role } = subscription;
  const source = { "aws:SourceArn": sourceArn, "aws:SourceAccount": accountId };
  if (role === undefined || !canAssume("logs.amazonaws.com", role.trust, source)) return unreachableStream;
  if (roleMay(role, accountId, action, streamArn)) return undefined;
  return `${failedTest} ${role.arn} is not authorized to perform: ${action} on resource: ${streamArn}`;
}

const failedTest = "Could not deliver test message to specified Firehose stream.";

/** The error message for a stream that does not exist, or that the role cannot reach. */
export const unreachableStream = `${failedTest} Check if the given Firehose stream is in ACTIVE state.`;
