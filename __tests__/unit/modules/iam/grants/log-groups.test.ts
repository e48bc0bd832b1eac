import { logGroupEncryption } from "../../../../../modules/iam/grants/log-groups";
import { logGroupArn } from "../../../../support/grants";

describe("logGroupEncryption", () => {
  test("allows CloudWatch Logs to encrypt only this log group", () => {
    expect(logGroupEncryption("logs.eu-west-1.amazonaws.com", logGroupArn)).toEqual({
      Sid: "AllowLogGroupEncrypt",
      Effect: "Allow",
      Principal: { Service: "logs.eu-west-1.amazonaws.com" },
      Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      Resource: "*",
      Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroupArn } },
    });
  });
});
