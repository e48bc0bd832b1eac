import { replicaDelivery, replicaEncryption } from "../../../../../modules/iam/grants/replicas";
import { account, arn, partition } from "../../../../../sample-data/values";

const roleArn = arn("iam", "", account(2), "role/acme-replicate-trail");
const bucketArn = arn("s3", "", "", "acme-trail-replica");
const replicator = { partition, accountId: account(2), roleArn, bucketArn };
const isRole = { ArnEquals: { "aws:PrincipalArn": roleArn } };

test("the bucket allows the role only to replicate objects and to read the versioning", () => {
  expect(replicaDelivery(replicator).map(({ Action, Resource, Condition }) => [Action, Resource, Condition])).toEqual([
    ["s3:GetBucketVersioning", bucketArn, isRole],
    ["s3:ReplicateObject", `${bucketArn}/*`, isRole],
  ]);
});

test("the role is a condition, because it does not exist when the policies are applied", () => {
  for (const { Principal } of [...replicaDelivery(replicator), ...replicaEncryption([replicator], "s3.x")]) {
    expect(Principal).toEqual({ AWS: arn("iam", "", account(2), "root") });
  }
});

test("the key allows each role to encrypt for its own bucket, through S3 in the region of the replicas", () => {
  const other = { ...replicator, roleArn: `${roleArn}-2`, bucketArn: `${bucketArn}-2` };
  const statements = replicaEncryption([replicator, other], "s3.eu-central-1.amazonaws.com");

  expect(statements.map(({ Sid }) => Sid)).toEqual(["AllowReplication1", "AllowReplication2"]);
  expect(statements.map(({ Action }) => Action)).toEqual(statements.map(() => ["kms:Decrypt", "kms:Encrypt"]));
  expect(statements.map(({ Condition }) => Condition)).toEqual(
    [replicator, other].map((one) => ({
      ArnEquals: { "aws:PrincipalArn": one.roleArn },
      StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
      StringLike: { "kms:EncryptionContext:aws:s3:arn": [one.bucketArn, `${one.bucketArn}/*`] },
    })),
  );
});
