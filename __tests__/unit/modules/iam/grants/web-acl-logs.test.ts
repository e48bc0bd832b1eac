import { sourceAccount } from "../../../../../modules/iam/grants/source-account";
import { webAclLogDelivery, webAclLogEncryption } from "../../../../../modules/iam/grants/web-acl-logs";
import { arn } from "../../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "aws-waf-logs-acme");
const organization = { partition: "aws", organizationId: "o-a1b2c3d4e5" };
const Principal = { Service: "delivery.logs.amazonaws.com" };
const ArnLike = { "aws:SourceArn": arn("logs", "*", "*", "*") };

describe("webAclLogDelivery", () => {
  test("allows log delivery to check the bucket, and to write below the folder of each account of the organization", () => {
    expect(webAclLogDelivery(bucketArn, organization)).toEqual([
      {
        Sid: "WebAclLogDeliveryCheck",
        Effect: "Allow",
        Principal,
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: bucketArn,
        Condition: { StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" }, ArnLike },
      },
      {
        Sid: "WebAclLogDeliveryWrite",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: `${bucketArn}/AWSLogs/${sourceAccount}/*`,
        Condition: {
          StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceOrgID": "o-a1b2c3d4e5" },
          ArnLike,
        },
      },
    ]);
  });
});

describe("webAclLogEncryption", () => {
  test("allows log delivery to use the key with the same conditions", () => {
    expect(webAclLogEncryption(organization)).toEqual([
      {
        Sid: "AllowWebAclLogEncrypt",
        Effect: "Allow",
        Principal,
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" }, ArnLike },
      },
    ]);
  });
});

test.each(["aws-us-gov", "aws-cn"])("both grants contain ARNs of partition %s", (partition) => {
  const statements = [
    ...webAclLogDelivery(bucketArn, { ...organization, partition }),
    ...webAclLogEncryption({ ...organization, partition }),
  ];

  for (const { Condition } of statements) {
    expect(Condition?.["ArnLike"]).toEqual({ "aws:SourceArn": `arn:${partition}:logs:*:*:*` });
  }
});
