import { transcriptDelivery, transcriptEncryption } from "../../../../../modules/iam/grants/session-nodes";
import { arn } from "../../../../support/values";

const bucketArn = arn("s3", "", "", "acme-service-logs");
const nodes = { bucketArn, prefix: "ssm-logs", organizationId: "o-a1b2c3d4e5" };
const grants = transcriptDelivery(nodes);
const key = transcriptEncryption(nodes, "s3.eu-west-1.amazonaws.com");

test("only accounts of the organization are let in, by bucket and key alike", () => {
  for (const { Effect, Condition } of [...grants, key]) {
    expect(Effect).toBe("Allow");
    expect(Condition?.StringEquals?.["aws:PrincipalOrgID"]).toBe("o-a1b2c3d4e5");
  }
});

test("a node uploads below its own account's folder, and sees how the bucket encrypts; it reads and deletes nothing", () => {
  expect(grants.map(({ Action, Resource }) => ({ Action, Resource }))).toEqual([
    { Action: "s3:GetEncryptionConfiguration", Resource: bucketArn },
    {
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: `${bucketArn}/ssm-logs/AWSLogs/$\${aws:PrincipalAccount}/sessions/*`,
    },
  ]);
});

test("nothing is asked of the ACL, because the agent uploads without one and sets it afterwards", () => {
  expect(JSON.stringify(grants)).not.toContain("x-amz-acl");
});

test("the key encrypts what goes through S3 to that bucket, and nothing else", () => {
  expect(key).toMatchObject({ Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: "*" });
  expect(key.Condition).toEqual({
    StringEquals: {
      "aws:PrincipalOrgID": "o-a1b2c3d4e5",
      "kms:ViaService": "s3.eu-west-1.amazonaws.com",
      "kms:EncryptionContext:aws:s3:arn": bucketArn,
    },
  });
});
