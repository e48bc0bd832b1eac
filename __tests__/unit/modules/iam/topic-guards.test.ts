import { denyPlainHttpPublish } from "../../../../modules/iam/topic-guards";
import { account, arn } from "../../../../sample-data/values";

const topicArn = arn("sns", "eu-west-1", account(1), "acme-audit-page");

describe("denyPlainHttpPublish", () => {
  test("denies publishing without TLS", () => {
    expect(denyPlainHttpPublish(topicArn)).toEqual({
      Sid: "DenyPlainHttp",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });
});
