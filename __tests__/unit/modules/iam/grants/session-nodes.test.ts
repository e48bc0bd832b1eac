import { transcriptDelivery, transcriptEncryption } from "../../../../../modules/iam/grants/session-nodes";
import { arn } from "../../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-service-logs");
const nodes = { bucketArn, prefix: "ssm-logs", organizationId: "o-a1b2c3d4e5" };
const grants = transcriptDelivery(nodes);
const key = transcriptEncryption(nodes, "s3.eu-west-1.amazonaws.com");

test("bucket and key allow only accounts in the organization", () => {
  for (const { Effect, Condition } of [...grants, key]) {
    expect(Effect).toBe("Allow");
    expect(Condition?.StringEquals?.["aws:PrincipalOrgID"]).toBe("o-a1b2c3d4e5");
  }
});

test("a node may only upload below the folder of its own account and read the bucket's encryption", () => {
  expect(grants.map(({ Action, Resource }) => ({ Action, Resource }))).toEqual([
    { Action: "s3:GetEncryptionConfiguration", Resource: bucketArn },
    {
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: `${bucketArn}/ssm-logs/AWSLogs/$\${aws:PrincipalAccount}/sessions/*`,
    },
  ]);
});

test("the bucket has no condition on the ACL, because the agent uploads without an ACL and sets it afterwards", () => {
  expect(JSON.stringify(grants)).not.toContain("x-amz-acl");
});

test("the key allows encryption only through S3 for that bucket", () => {
  expect(key).toMatchObject({ Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: "*" });
  expect(key.Condition).toEqual({
    StringEquals: {
      "aws:PrincipalOrgID": "o-a1b2c3d4e5",
      "kms:ViaService": "s3.eu-west-1.amazonaws.com",
      "kms:EncryptionContext:aws:s3:arn": bucketArn,
    },
  });
});
