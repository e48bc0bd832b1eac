import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { DeliveryRole } from "../../../../modules/log-delivery/delivery-role";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-service-logs");
const archiveKeyArn = arn("kms", "eu-west-1", account(2), "key/archive");
const props = {
  partition,
  accountId: account(3),
  regions: ["eu-west-1", "us-east-1"],
  streamName: "acme-app-logs",
  roleName: "acme-app-logs-to-archive",
  bucketArn,
  prefix: "app-logs",
  failedPrefix: "failed-deliveries",
  archiveKeyArn,
  s3ViaService: "s3.eu-west-1.amazonaws.com",
  errorLogGroupName: "/aws/kinesisfirehose/acme-app-logs",
  errorLogStream: "DestinationDelivery",
};
const deliveryRole = (change: Partial<typeof props> = {}) =>
  synth((scope) => {
    new DeliveryRole(scope, "Role", { ...props, ...change });
  });

test("Firehose can assume the role only for its own account", () => {
  const role = deliveryRole().one(IamRole);

  expect(role.name).toBe("acme-app-logs-to-archive");
  expect(JSON.parse(role.assume_role_policy).Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { Service: "firehose.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": account(3) } },
    },
  ]);
});

test("the role may only write below the folders of its own account, encrypt through S3, and log errors", () => {
  const policy = deliveryRole().one(IamRolePolicy);
  const errors = (region: string) =>
    arn("logs", region, account(3), "log-group:/aws/kinesisfirehose/acme-app-logs:log-stream:DestinationDelivery");

  expect(policy.role).toMatch(/^\$\{aws_iam_role\.Role_[A-Z0-9]+\.id\}$/);
  expect(JSON.parse(policy.policy).Statement).toEqual([
    {
      Sid: "FindBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      Resource: bucketArn,
    },
    {
      Sid: "Deliver",
      Effect: "Allow",
      Action: ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"],
      Resource: [`${bucketArn}/app-logs/${account(3)}/*`, `${bucketArn}/failed-deliveries/app-logs/${account(3)}/*`],
    },
    {
      Sid: "Encrypt",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: archiveKeyArn,
      Condition: {
        StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com", "kms:EncryptionContext:aws:s3:arn": bucketArn },
      },
    },
    {
      Sid: "LogErrors",
      Effect: "Allow",
      Action: ["logs:PutLogEvents"],
      Resource: [errors("eu-west-1"), errors("us-east-1")],
    },
  ]);
});

test("fails when the policy of the role is larger than AWS allows", () => {
  expect(() => deliveryRole({ prefix: "x".repeat(10_240) })).toThrow("a role policy can have at most 10240 bytes");
});
