import { allowTopics, denyPlainHttpToQueue } from "../../../../modules/iam/queue-statements";
import { account, arn } from "../../../../sample-data/values";

const queueArn = arn("sqs", "eu-west-1", account(2), "acme");

test("topics may only send messages, and each topic is listed with its account", () => {
  const topicArns = [arn("sns", "eu-west-1", account(2), "one"), arn("sns", "eu-west-1", account(2), "two")];

  expect(allowTopics(queueArn, { accountId: account(2), topicArns })).toEqual({
    Sid: "AllowTopics",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { StringEquals: { "aws:SourceAccount": account(2) }, ArnEquals: { "aws:SourceArn": topicArns } },
  });
});

test("nobody may use the queue over plain HTTP", () => {
  expect(denyPlainHttpToQueue(queueArn)).toEqual({
    Sid: "DenyPlainHttp",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queueArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});
