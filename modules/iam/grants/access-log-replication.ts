import type { PolicyStatement } from "../policy-document";
import { literal } from "../../terraform/terraform-template";

/** Values of the replicating accounts that the policy of the archive's access-log bucket contains. */
export interface AccessLogReplication {
  readonly partition: string;
  readonly bucketArn: string;

  /** Key prefix of the access logs, without a slash at its beginning or end. */
  readonly prefix: string;
  readonly organizationId: string;

  /** Accounts that have buckets with access logging. */
  readonly accountIds: readonly string[];

  /** Name of the replication role, the same in every account. */
  readonly roleName: string;
}

/**
 * Allows the replication roles of the given accounts to write access logs, each only below the path of its own account. The roles
 * may not delete objects, and S3 keeps every version. Without accounts there is no statement.
 *
 * An administrator of such an account chooses the keys. Programs that read keys as paths, such as Spark, would list a folder `..`
 * again and again, so keys with such a segment, or with an empty one, are denied.
 *
 * The destination has disabled ACLs, so S3 needs no permission to change the owner of the replica. AWS's example also grants
 * `s3:List*` and `s3:PutBucketVersioning`. Replication does not use these actions, and no other account may change versioning.
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
    {
      Sid: "DenyRelativeAccessLogKeys",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "s3:ReplicateObject",
      Resource: ["*/../*", "*/./*", "*//*", "*/..", "*/."].map((keys) => `${bucketArn}/${keys}`),
    },
  ];
}
