import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SearchPipelineRole, type SearchPipelineRoleProps } from "../../../../features/search/search-pipeline-role";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const pipelineArn = arn("osis", "eu-west-1", account(2), "pipeline/acme-trail");
const domainArn = arn("es", "eu-west-1", account(2), "domain/acme-audit");
const queueArn = arn("sqs", "eu-west-1", account(2), "acme-trail-files");
const queueKeyArn = arn("kms", "eu-west-1", account(2), "key/search");
const archiveKeyArn = arn("kms", "eu-west-1", account(2), "key/archive");
const filesBucketArn = arn("s3", "", "", "trail");
const rejectedBucketArn = arn("s3", "", "", "results");

const resourcesOf = (changes: Partial<SearchPipelineRoleProps> = {}) =>
  synth((scope) => {
    new SearchPipelineRole(scope, "Role", {
      accountId: account(2),
      region: "eu-west-1",
      dnsSuffix: "amazonaws.com",
      roleName: "acme-search-pipeline",
      pipelineArn,
      domainArn,
      queueArn,
      queueKeyArn,
      filesBucketArn,
      filesPrefix: "cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/",
      rejectedBucketArn,
      rejectedPrefix: "search-rejected",
      archiveKeyArn,
      ...changes,
    });
  });
const resources = resourcesOf();

describe("SearchPipelineRole", () => {
  const { Statement: statements } = JSON.parse(resources.one(IamRolePolicy).policy);
  const s3ViaService = { "kms:ViaService": "s3.eu-west-1.amazonaws.com" };

  test("SearchPipelineRole can be assumed only by OpenSearch Ingestion, for one pipeline of this account", () => {
    expect(JSON.parse(resources.one(IamRole).assume_role_policy).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "osis-pipelines.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": account(2) },
          ArnLike: { "aws:SourceArn": pipelineArn },
        },
      },
    ]);
  });

  test.each([
    ["FindDomain", ["es:DescribeDomain"], domainArn],
    ["WriteDocuments", ["es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost", "es:ESHttpPut"], `${domainArn}/*`],
    ["TakeMessages", ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"], queueArn],
    ["ReadFiles", ["s3:GetObject"], `${filesBucketArn}/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/*`],
    ["PutRefusedAside", ["s3:PutObject"], `${rejectedBucketArn}/search-rejected/*`],
  ])("%s: is allowed on exactly one resource", (Sid, Action, Resource) => {
    expect(statements).toContainEqual({ Sid, Effect: "Allow", Action, Resource });
  });

  test.each([
    [
      "DecryptMessages",
      ["kms:Decrypt"],
      queueKeyArn,
      { StringEquals: { "kms:ViaService": "sqs.eu-west-1.amazonaws.com" } },
    ],
    [
      "DecryptFiles",
      ["kms:Decrypt"],
      archiveKeyArn,
      { StringEquals: s3ViaService, Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
    ],
    [
      "EncryptRefused",
      ["kms:Decrypt", "kms:GenerateDataKey"],
      archiveKeyArn,
      { StringEquals: { ...s3ViaService, "kms:EncryptionContext:aws:s3:arn": rejectedBucketArn } },
    ],
  ])("%s: is allowed only through one service, with one encryption context", (Sid, Action, Resource, Condition) => {
    expect(statements).toContainEqual({ Sid, Effect: "Allow", Action, Resource, Condition });
  });

  test("SearchPipelineRole may do nothing else", () => {
    expect(statements).toHaveLength(8);
  });

  test("SearchPipelineRole may decrypt files of an archive with a bucket key only in the context of the bucket or of objects below its prefix", () => {
    const other = resourcesOf({ filesContext: "bucket", filesPrefix: "flow-logs/" });
    const { Statement: its } = JSON.parse(other.one(IamRolePolicy).policy);

    expect(its).toHaveLength(8);
    expect(its.find(({ Sid }: { Sid: string }) => Sid === "DecryptFiles").Condition).toEqual({
      StringEquals: s3ViaService,
      StringLike: { "kms:EncryptionContext:aws:s3:arn": [filesBucketArn, `${filesBucketArn}/flow-logs/*`] },
    });
  });
});
