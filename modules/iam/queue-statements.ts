import type { PolicyStatement } from "./policy-document";

/** Allows SNS to send to a queue, for topics of one account. */
export function allowTopics(
  queueArn: string,
  { accountId, topicArns }: { readonly accountId: string; readonly topicArns: readonly string[] },
): PolicyStatement {
  return {
    Sid: "AllowTopics",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnEquals: { "aws:SourceArn": topicArns } },
  };
}

/** Denies every use of a queue over plain HTTP. */
export function denyPlainHttpToQueue(queueArn: string): PolicyStatement {
  return {
    Sid: "DenyPlainHttp",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queueArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
