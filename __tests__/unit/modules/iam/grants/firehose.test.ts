import {
  type FirehoseDelivery,
  firehoseDelivery,
  firehoseEncryption,
} from "../../../../../modules/iam/grants/firehose";
import { arn, partition } from "../../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-service-logs");
const s3ViaService = "s3.eu-west-1.amazonaws.com";
const delivery: FirehoseDelivery = {
  partition,
  sidInfix: "AppLogs",
  bucketArn,
  prefixes: ["app-logs", "failed-deliveries/app-logs"],
  organizationId: "o-a1b2c3d4e5",
  roleName: "acme-app-logs-to-archive",
};
const [check, write, ...others] = firehoseDelivery(delivery);
const key = firehoseEncryption(delivery, s3ViaService);

test("bucket and key allow only the delivery role of accounts in the organization", () => {
  expect(others).toEqual([]);
  for (const { Effect, Principal, Condition } of [check, write, key].filter((one) => one !== undefined)) {
    expect({ Effect, Principal }).toEqual({ Effect: "Allow", Principal: { AWS: "*" } });
    expect(Condition?.StringEquals?.["aws:PrincipalOrgID"]).toBe("o-a1b2c3d4e5");
    expect(Condition?.ArnLike).toEqual({ "aws:PrincipalArn": arn("iam", "", "*", "role/acme-app-logs-to-archive") });
  }
});

test("a role may only write, and only below the folders of its own account", () => {
  expect(write?.Resource).toEqual([
    `${bucketArn}/app-logs/$\${aws:PrincipalAccount}/*`,
    `${bucketArn}/failed-deliveries/app-logs/$\${aws:PrincipalAccount}/*`,
  ]);
  expect(write?.Action).toEqual(["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"]);
  expect(check).toMatchObject({
    Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
    Resource: bucketArn,
  });
});

test("the bucket has no condition on the ACL, because Firehose sends no ACL to a bucket of its own account", () => {
  expect(JSON.stringify(write?.Condition)).not.toContain("x-amz-acl");
});

test("the key allows encryption only through S3 for that bucket", () => {
  expect(key).toMatchObject({ Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: "*" });
  expect(key.Condition?.StringEquals).toEqual({
    "aws:PrincipalOrgID": "o-a1b2c3d4e5",
    "kms:ViaService": s3ViaService,
    "kms:EncryptionContext:aws:s3:arn": bucketArn,
  });
});

test("two deliveries have separate statements", () => {
  const findings = { ...delivery, sidInfix: "Findings" };
  const sids = [delivery, findings].flatMap((one) =>
    firehoseDelivery(one).concat(firehoseEncryption(one, s3ViaService)),
  );

  expect(new Set(sids.map(({ Sid }) => Sid)).size).toBe(6);
});

test.each(["aws-cn", "aws-us-gov"])("the grants contain roles of partition %s", (ofPartition) => {
  const text = JSON.stringify(firehoseDelivery({ ...delivery, partition: ofPartition }));

  expect(text).toContain(`arn:${ofPartition}:iam::*:role/acme-app-logs-to-archive`);
});
