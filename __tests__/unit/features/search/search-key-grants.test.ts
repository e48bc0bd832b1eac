import { searchKeyGrants } from "../../../../features/search/search-key-grants";
import { account, arn, partition } from "../../../../sample-data/values";

const logGroupArns = [arn("logs", "eu-west-1", account(2), "log-group:/aws/opensearch/acme-audit/*")];
const grants = searchKeyGrants({
  partition,
  dnsSuffix: "amazonaws.com",
  accountId: account(2),
  region: "eu-west-1",
  logGroupArns,
});

describe("searchKeyGrants", () => {
  test("allows only the account, CloudWatch Logs and S3", () => {
    expect(grants.map(({ Principal }) => Principal)).toEqual([
      { AWS: arn("iam", "", account(2), "root") },
      { Service: "logs.eu-west-1.amazonaws.com" },
      { Service: "s3.amazonaws.com" },
    ]);
  });

  test("allows CloudWatch Logs to encrypt the log groups of the search", () => {
    expect(grants[1]?.Condition).toEqual({ ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroupArns } });
  });

  test("allows S3 to encrypt without a condition, as AWS documents", () => {
    expect(grants[2]).toMatchObject({ Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"] });
    expect(grants[2]).not.toHaveProperty("Condition");
  });
});
