import { grants, organizationId, thisBucket, trailArn } from "../../../../support/grants";
import { account, arn } from "../../../../../sample-data/values";

describe("trailDelivery", () => {
  test("trailDelivery is the policy that CloudTrail requires, for one trail, below the management account and the organization", () => {
    const Principal = { Service: "cloudtrail.amazonaws.com" };
    const StringEquals = { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": trailArn };

    expect(grants.trailDelivery()).toEqual([
      {
        Sid: "AWSCloudTrailAclCheck20150319",
        Effect: "Allow",
        Principal,
        Action: "s3:GetBucketAcl",
        Resource: thisBucket,
        Condition: { StringEquals: { "aws:SourceArn": trailArn } },
      },
      {
        Sid: "AWSCloudTrailWrite20150319",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: `${thisBucket}/cloudtrail-logs/AWSLogs/${account(1)}/*`,
        Condition: { StringEquals },
      },
      {
        Sid: "AWSCloudTrailOrganizationWrite20150319",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: `${thisBucket}/cloudtrail-logs/AWSLogs/${organizationId}/*`,
        Condition: { StringEquals },
      },
    ]);
  });
});

describe("trailEncryption", () => {
  test("allows the trail to encrypt its files, and to describe the key", () => {
    const Principal = { Service: "cloudtrail.amazonaws.com" };
    const StringEquals = { "aws:SourceArn": trailArn };

    expect(grants.trailEncryption()).toEqual([
      {
        Sid: "AllowCloudTrailEncryptLogs",
        Effect: "Allow",
        Principal,
        Action: "kms:GenerateDataKey*",
        Resource: "*",
        Condition: {
          StringEquals,
          StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": arn("cloudtrail", "*", account(1), "trail/*") },
        },
      },
      {
        Sid: "AllowCloudTrailDescribeKey",
        Effect: "Allow",
        Principal,
        Action: "kms:DescribeKey",
        Resource: "*",
        Condition: { StringEquals },
      },
      {
        Sid: "AllowCloudTrailDecrypt",
        Effect: "Allow",
        Principal,
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringEquals },
      },
    ]);
  });
});
