import type { PolicyStatement } from "../policy-document";
import { literal } from "../../terraform/terraform-template";

/** What the access-log bucket of the archive has to know of those who replicate into it. */
export interface AccessLogReplication {
  readonly partition: string;
  readonly bucketArn: string;

  /** Key prefix of the access logs, without slashes at its ends. */
  readonly prefix: string;
  readonly organizationId: string;

  /** Accounts that have logged buckets. */
  readonly accountIds: readonly string[];

  /** Name of the replication role, the same in every account. */
  readonly roleName: string;
}

/**
 * Lets the replication role of named accounts put access logs below its own account's path. It may neither delete nor
 * overwrite what a version keeps. No statement without accounts.
 *
 * With ACLs off at the destination S3 needs no right to hand the replica over. AWS's example also grants `s3:List*` and
 * `s3:PutBucketVersioning`; nothing of a replication asks for them, and versioning is not others' to change.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-change-owner.html
 */
export function accessLogReplication(replication: AccessLogReplication): PolicyStatement[] {
  const { partition, bucketArn, prefix, organizationId, accountIds, roleName } = replication;
  if (accountIds.length === 0) return [];
  const grant = (Sid: string, Action: string, Resource: string): PolicyStatement => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action,
    Resource,
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": organizationId, "aws:PrincipalAccount": accountIds },
      ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::*:role/${roleName}` },
    },
  });
  return [
    grant("AccessLogReplicationCheck", "s3:GetBucketVersioning", bucketArn),
    grant(
      "AccessLogReplication",
      "s3:ReplicateObject",
      `${bucketArn}/${prefix}/${literal("${aws:PrincipalAccount}")}/*`,
    ),
  ];
}
