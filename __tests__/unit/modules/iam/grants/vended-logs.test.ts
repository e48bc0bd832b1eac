import { sourceAccount } from "../../../../../modules/iam/grants/source-account";
import { grants, organizationId, thisBucket } from "../../../../support/grants";
import { arn } from "../../../../../sample-data/values";

describe("vendedLogDelivery", () => {
  test("allows log delivery of the organization to check the bucket, and to write only below the folders of each account", () => {
    const Principal = { Service: "delivery.logs.amazonaws.com" };
    const ArnLike = { "aws:SourceArn": arn("logs", "*", "*", "*") };

    expect(grants.vendedLogDelivery()).toEqual([
      {
        Sid: "AWSLogDeliveryAclCheck",
        Effect: "Allow",
        Principal,
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: thisBucket,
        Condition: { StringEquals: { "aws:SourceOrgID": organizationId }, ArnLike },
      },
      {
        Sid: "AWSLogDeliveryWrite",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: [
          `${thisBucket}/flow-logs/AWSLogs/${sourceAccount}/*`,
          `${thisBucket}/flow-logs/AWSLogs/aws-account-id=${sourceAccount}/*`,
          `${thisBucket}/dns-logs/AWSLogs/${sourceAccount}/*`,
          `${thisBucket}/dns-logs/AWSLogs/aws-account-id=${sourceAccount}/*`,
        ],
        Condition: {
          StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceOrgID": organizationId },
          ArnLike,
        },
      },
    ]);
  });
});

describe("vendedLogEncryption", () => {
  test("allows log delivery of the organization to encrypt", () => {
    expect(grants.vendedLogEncryption()).toEqual({
      Sid: "AllowLogDeliveryEncrypt",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceOrgID": organizationId },
        ArnLike: { "aws:SourceArn": arn("logs", "*", "*", "*") },
      },
    });
  });
});
