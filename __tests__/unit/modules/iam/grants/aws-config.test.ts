import { configDelivery, configEncryption } from "../../../../../modules/iam/grants/aws-config";
import { sourceAccount } from "../../../../../modules/iam/grants/source-account";
import { grants, organizationId, thisBucket, s3ViaService } from "../../../../support/grants";
import { arn, partition } from "../../../../../sample-data/values";

describe("configDelivery", () => {
  const checks = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"];
  const ownerAcl = { "s3:x-amz-acl": "bucket-owner-full-control" };

  test("allows AWS Config to check the bucket, and to write below the path of the account for which it acts", () => {
    const Principal = { Service: "config.amazonaws.com" };

    expect(grants.configDelivery().slice(0, 2)).toEqual([
      {
        Sid: "AWSConfigServiceBucketCheck",
        Effect: "Allow",
        Principal,
        Action: checks,
        Resource: thisBucket,
        Condition: { StringEquals: { "aws:SourceOrgID": organizationId } },
      },
      {
        Sid: "AWSConfigServiceDelivery",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: `${thisBucket}/config-logs/AWSLogs/${sourceAccount}/Config/*`,
        Condition: { StringEquals: { ...ownerAcl, "aws:SourceOrgID": organizationId } },
      },
    ]);
  });

  test("allows the recorders' role to check the bucket, and to write below the path of its own account", () => {
    const Principal = { AWS: "*" };
    const ArnLike = { "aws:PrincipalArn": arn("iam", "", "*", "role/acme-config-recorder") };

    expect(grants.configDelivery().slice(2)).toEqual([
      {
        Sid: "AWSConfigRoleBucketCheck",
        Effect: "Allow",
        Principal,
        Action: checks,
        Resource: thisBucket,
        Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId }, ArnLike },
      },
      {
        Sid: "AWSConfigRoleDelivery",
        Effect: "Allow",
        Principal,
        Action: ["s3:PutObject", "s3:PutObjectAcl"],
        Resource: `${thisBucket}/config-logs/AWSLogs/$\${aws:PrincipalAccount}/Config/*`,
        Condition: { StringEquals: { ...ownerAcl, "aws:PrincipalOrgID": organizationId }, ArnLike },
      },
    ]);
  });
});

describe("configEncryption", () => {
  test("allows AWS Config to encrypt for the organization: as a service, and as the recorders' role only through S3", () => {
    const Action = ["kms:Decrypt", "kms:GenerateDataKey"];

    expect(grants.configEncryption()).toEqual([
      {
        Sid: "AllowConfigServiceEncrypt",
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
        Action,
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceOrgID": organizationId } },
      },
      {
        Sid: "AllowConfigRoleEncrypt",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action,
        Resource: "*",
        Condition: {
          StringEquals: { "aws:PrincipalOrgID": organizationId, "kms:ViaService": s3ViaService },
          ArnLike: { "aws:PrincipalArn": arn("iam", "", "*", "role/acme-config-recorder") },
        },
      },
    ]);
  });
});

describe("the grants with the service-linked role", () => {
  const common = { partition, organizationId };

  test("allow only the service to deliver", () => {
    const statements = configDelivery({ ...common, bucketArn: thisBucket, prefix: "config-logs" });

    expect(statements).toEqual(grants.configDelivery().slice(0, 2));
  });

  test("allow only the service to encrypt", () => {
    expect(configEncryption({ ...common, s3ViaService })).toEqual(grants.configEncryption().slice(0, 1));
  });
});
