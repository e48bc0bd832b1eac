import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { MemberAccessLogs, type MemberAccessLogsProps } from "../../../../modules/log-delivery/member-access-logs";
import type { PolicyStatement } from "../../../../modules/iam/policy-document";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const s3 = (resource: string) => arn("s3", "", "", resource);
const destination = { bucketName: "acme-access-logs-2", bucketArn: s3("acme-access-logs-2") };
const deployRole = arn("iam", "", account(3), "role/Deployer");

const accessLogs = (props: Partial<MemberAccessLogsProps> = {}) =>
  synth((scope) => {
    new MemberAccessLogs(scope, "AccessLogs", {
      partition,
      accountId: account(3),
      organizationId: "o-a1b2c3d4e5",
      loggedBucketNames: ["acme-invoices", "acme.documents"],
      bucketName: "acme-access-logs-3",
      prefix: "s3-access-logs",
      destination,
      replicationRoleName: "acme-access-log-replication",
      s3ViaService: "s3.eu-west-1.amazonaws.com",
      configurationRoleArns: [deployRole],
      ...props,
    });
  });
const statementsOf = (props: Partial<MemberAccessLogsProps> = {}): PolicyStatement[] =>
  JSON.parse(accessLogs(props).one(S3BucketPolicy).policy).Statement;

describe("MemberAccessLogs", () => {
  test("enables access logging of each listed bucket, with the same dated keys as the archive", () => {
    const loggings = accessLogs().all(S3BucketLoggingA);

    expect(loggings.map(({ bucket }) => bucket)).toEqual(["acme-invoices", "acme.documents"]);
    for (const logging of loggings) {
      expect(logging).toMatchObject({
        target_bucket: expect.stringMatching(/^(acme-access-logs-3|\$\{aws_s3_bucket\.AccessLogs_Bucket_\w+\.id\})$/),
        target_prefix: "s3-access-logs/",
        target_object_key_format: { partitioned_prefix: { partition_date_source: "EventTime" } },
      });
    }
  });

  test("enables access logging after S3 may deliver and the replication exists", () => {
    for (const { depends_on } of accessLogs().all(S3BucketLoggingA)) {
      expect(depends_on).toEqual([
        expect.stringMatching(/^aws_s3_bucket_policy\.AccessLogs_Bucket_Policy_/),
        expect.stringMatching(/^aws_s3_bucket_replication_configuration\.AccessLogs_Replication_/),
      ]);
    }
  });

  test("delivers to one private, versioned bucket with SSE-S3, which S3 requires", () => {
    const resources = accessLogs();

    expect(resources.one(S3Bucket).bucket).toBe("acme-access-logs-3");
    expect(resources.one(S3BucketVersioningA).versioning_configuration.status).toBe("Enabled");
    expect(resources.one(S3BucketServerSideEncryptionConfigurationA).rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
    expect(resources.one(S3BucketPublicAccessBlock)).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("keeps the delivered logs for a week, and its bucket may be destroyed", () => {
    const resources = accessLogs();
    const [rule] = resources.one(S3BucketLifecycleConfiguration).rule;

    expect(rule).toMatchObject({ expiration: [{ days: 7 }], noncurrent_version_expiration: [{ noncurrent_days: 1 }] });
    expect(resources.one(S3Bucket)).toMatchObject({ force_destroy: true, lifecycle: { prevent_destroy: false } });
  });

  test("allows only S3 to deliver, for the listed buckets of this account", () => {
    const allowed = statementsOf().filter(({ Effect }) => Effect === "Allow");

    expect(allowed).toEqual([
      {
        Sid: "S3ServerAccessLogsPolicy",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: s3("acme-access-logs-3/s3-access-logs/*"),
        Condition: {
          ArnLike: { "aws:SourceArn": [s3("acme-invoices"), s3("acme.documents")] },
          StringEquals: { "aws:SourceAccount": account(3) },
        },
      },
    ]);
  });

  test("allows nobody to delete the logs, and only the deploying role to configure the bucket", () => {
    const denied = (sid: string, props: Partial<MemberAccessLogsProps> = {}) =>
      statementsOf(props).find(({ Sid }) => Sid === sid);

    expect(denied("DenyDeletion")).toMatchObject({ Effect: "Deny", Principal: "*" });
    expect(denied("DenyDeletion")?.Condition).toBeUndefined();
    expect(denied("DenyOutsideOrganization")).toBeDefined();
    expect(denied("DenyWeakening")?.Condition).toEqual({ ArnNotEquals: { "aws:PrincipalArn": [deployRole] } });
    expect(denied("DenyWeakening", { configurationRoleArns: undefined })).toBeUndefined();
  });

  test("replicates all objects to the access logs of the archive, with the role that the archive's policy allows", () => {
    const resources = accessLogs();
    const [rule] = resources.one(S3BucketReplicationConfigurationA).rule;
    const statements: PolicyStatement[] = JSON.parse(resources.one(IamRolePolicy).policy).Statement;
    const role: { name: string } = Object.values<{ name: string }>(resources.json.resource.aws_iam_role)[0] ?? {
      name: "",
    };

    expect(rule).toMatchObject({
      status: "Enabled",
      filter: { prefix: "" },
      destination: { bucket: destination.bucketArn },
    });
    expect(role.name).toBe("acme-access-log-replication");
    expect(statements.find(({ Sid }) => Sid === "WriteReplicas")?.Resource).toBe(`${destination.bucketArn}/*`);
    expect(statements.find(({ Sid }) => Sid === "ReadObjects")?.Resource).toBe(s3("acme-access-logs-3/*"));
  });

  test("replicates after the bucket is versioned", () => {
    expect(accessLogs().one(S3BucketReplicationConfigurationA).depends_on).toContainEqual(
      expect.stringMatching(/^aws_s3_bucket_versioning\.AccessLogs_Bucket_Versioning_/),
    );
  });
});
