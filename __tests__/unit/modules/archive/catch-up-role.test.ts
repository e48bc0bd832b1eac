import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { CatchUpRole } from "../../../../modules/archive/catch-up-role";
import type { PolicyStatement } from "../../../../modules/iam/policy-document";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const bucket = (name: string) => arn("s3", "", "", name);
const resources = synth((scope) => {
  new CatchUpRole(scope, "CatchUp", {
    roleName: "acme-catch-up",
    sourceBucketArns: [bucket("acme-trail"), bucket("acme-config")],
    reportBucketArn: bucket("acme-results"),
    reportPrefix: "reports",
    reportKmsKeyArn: arn("kms", "eu-west-1", account(2), "key/archive"),
    s3ViaService: "s3.eu-west-1.amazonaws.com",
  });
});
const statements: PolicyStatement[] = JSON.parse(resources.one(IamRolePolicy).policy).Statement;

test("only S3 Batch Operations may assume the role", () => {
  expect(JSON.parse(resources.one(IamRole).assume_role_policy).Statement).toMatchObject([
    { Principal: { Service: "batchoperations.s3.amazonaws.com" }, Action: "sts:AssumeRole" },
  ]);
});

test("the role lists the archives and starts their replication, but neither reads nor writes a log", () => {
  const ofArchives = statements.filter(({ Resource = [] }) =>
    [Resource].flat().some((one) => one.startsWith(bucket("acme-trail"))),
  );

  expect(ofArchives.flatMap(({ Action, Resource }) => [Action].flat().map((action) => [action, Resource]))).toEqual([
    ["s3:GetReplicationConfiguration", [bucket("acme-trail"), bucket("acme-config")]],
    ["s3:PutInventoryConfiguration", [bucket("acme-trail"), bucket("acme-config")]],
    ["s3:InitiateReplication", [`${bucket("acme-trail")}/*`, `${bucket("acme-config")}/*`]],
  ]);
});

test("the role writes reports only below their prefix, with the key through S3", () => {
  expect(statements.find(({ Sid }) => Sid === "WriteReports")?.Resource).toBe(`${bucket("acme-results")}/reports/*`);
  expect(statements.find(({ Sid }) => Sid === "EncryptReports")?.Condition).toEqual({
    StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
    StringLike: { "kms:EncryptionContext:aws:s3:arn": bucket("acme-results") },
  });
  expect(statements).toHaveLength(4);
});
