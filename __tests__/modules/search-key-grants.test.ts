import { searchKeyGrants } from "../../modules/search-key-grants";
import { account, arn, partition } from "../support/values";

const bucketArn = arn("s3", "", "", "acme-trail-archive");
const logGroupArns = [arn("logs", "eu-west-1", account(2), "log-group:/aws/opensearch/acme-audit/*")];
const grants = searchKeyGrants({
  partition,
  dnsSuffix: "amazonaws.com",
  accountId: account(2),
  region: "eu-west-1",
  logGroupArns,
  bucketArn,
});

describe("searchKeyGrants", () => {
  test("names the account, CloudWatch Logs and S3, and nobody else", () => {
    expect(grants.map(({ Principal }) => Principal)).toEqual([
      { AWS: arn("iam", "", account(2), "root") },
      { Service: "logs.eu-west-1.amazonaws.com" },
      { Service: "s3.amazonaws.com" },
    ]);
  });

  test("lets CloudWatch Logs encrypt the log groups of the search", () => {
    expect(grants[1]?.Condition).toEqual({ ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroupArns } });
  });

  test("lets S3 encrypt what it tells of one bucket of this account", () => {
    expect(grants[2]).toMatchObject({
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: {
        StringEquals: { "aws:SourceAccount": account(2) },
        ArnEquals: { "aws:SourceArn": bucketArn },
      },
    });
  });
});
