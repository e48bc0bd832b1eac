import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { FeedReaderRole, type ReadableLogs } from "../../../../features/siem-feeds/feed-reader-role";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const queueArn = arn("sqs", "eu-west-1", account(2), "acme-siem-splunk");
const queueKeyArn = arn("kms", "eu-west-1", account(2), "key/feeds");
const archiveKeyArn = arn("kms", "eu-west-1", account(2), "key/archive");
const bucket = (name: string) => arn("s3", "", "", name);
const trail: ReadableLogs = { bucketArn: bucket("trail"), keyPrefixes: ["cloudtrail-logs/"], encryption: "trail" };
const flowLogs: ReadableLogs = { bucketArn: bucket("logs"), keyPrefixes: ["flow-logs/"], encryption: "bucket" };
const webAcls: ReadableLogs = { bucketArn: bucket("waf"), keyPrefixes: [""], encryption: "bucket" };
const accessLogs: ReadableLogs = { bucketArn: bucket("access"), keyPrefixes: ["a/", "b/"], encryption: "none" };

const role = (...logs: ReadableLogs[]) =>
  synth((scope) => {
    new FeedReaderRole(scope, "Role", {
      roleName: "acme-siem-splunk",
      trust: '{"Statement":[]}',
      dnsSuffix: "amazonaws.com",
      region: "eu-west-1",
      queueArn,
      queueKeyArn,
      logs,
      archiveKeyArn,
    });
  });
const statementsOf = (...logs: ReadableLogs[]) => JSON.parse(role(...logs).one(IamRolePolicy).policy).Statement;
const throughS3 = { "kms:ViaService": "s3.eu-west-1.amazonaws.com" };

describe("FeedReaderRole", () => {
  test("has the given name and the given trust policy", () => {
    expect(role(trail).one(IamRole)).toMatchObject({
      name: "acme-siem-splunk",
      assume_role_policy: '{"Statement":[]}',
    });
  });

  test("FeedReaderRole may receive and delete messages of one queue, and decrypt them only through SQS", () => {
    expect(statementsOf(trail).slice(0, 2)).toEqual([
      {
        Sid: "TakeMessages",
        Effect: "Allow",
        Action: [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage",
        ],
        Resource: queueArn,
      },
      {
        Sid: "DecryptMessages",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: queueKeyArn,
        Condition: { StringEquals: { "kms:ViaService": "sqs.eu-west-1.amazonaws.com" } },
      },
    ]);
  });

  test("FeedReaderRole may read objects below the prefixes of its logs, and nothing else in S3", () => {
    const ofS3 = statementsOf(trail, flowLogs, webAcls, accessLogs).filter(({ Action }: { Action: string[] }) =>
      Action.some((action) => action.startsWith("s3:")),
    );

    expect(ofS3).toEqual([
      {
        Sid: "ReadFiles",
        Effect: "Allow",
        Action: ["s3:GetObject"],
        Resource: ["trail/cloudtrail-logs/*", "logs/flow-logs/*", "waf/*", "access/a/*", "access/b/*"].map(bucket),
      },
    ]);
  });

  test("FeedReaderRole may decrypt with the archive key only through S3, and only with the encryption context of its logs", () => {
    const ofKey = statementsOf(trail, flowLogs).filter(
      ({ Resource }: { Resource: string }) => Resource === archiveKeyArn,
    );

    expect(ofKey).toEqual([
      expect.objectContaining({
        Action: ["kms:Decrypt"],
        Condition: { StringEquals: throughS3, Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
      }),
      expect.objectContaining({
        Action: ["kms:Decrypt"],
        Condition: {
          StringEquals: throughS3,
          StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket("logs"), bucket("logs/flow-logs/*")] },
        },
      }),
    ]);
  });

  test("FeedReaderRole may not use the archive key if its logs are encrypted without a KMS key", () => {
    expect(JSON.stringify(statementsOf(accessLogs))).not.toContain(archiveKeyArn);
  });
});
