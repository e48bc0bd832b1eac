import { feedKeyGrants } from "../../../../features/siem-feeds/feed-key-grants";
import { account, arn, partition } from "../../../../sample-data/values";

const topicArns = [arn("sns", "eu-west-1", account(2), "acme-new-trail")];
const grants = feedKeyGrants({ partition, accountId: account(2), topicArns });

test("the key of the feeds allows only the account, S3 and SNS", () => {
  expect(grants.map(({ Principal }) => Principal)).toEqual([
    { AWS: arn("iam", "", account(2), "root") },
    { Service: "s3.amazonaws.com" },
    { Service: "sns.amazonaws.com" },
  ]);
});

test("the key of the feeds allows S3 to encrypt only for the topics", () => {
  expect(grants[1]).toMatchObject({
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArns } },
  });
});

test("the key of the feeds allows SNS only to encrypt and decrypt", () => {
  expect(grants[2]).toMatchObject({ Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"] });
});
