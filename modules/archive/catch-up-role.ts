import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { allow, policyJson, serviceTrustJson } from "../iam/policy-document";

export interface CatchUpRoleProps {
  readonly roleName: string;

  /** Buckets that have a replication. */
  readonly sourceBucketArns: readonly string[];

  /** Bucket of the reports of the jobs, the key prefix without a slash at its beginning or end, and the key of the bucket. */
  readonly reportBucketArn: string;
  readonly reportPrefix: string;
  readonly reportKmsKeyArn: string;

  /** `kms:ViaService` value of S3 in the region of the buckets. */
  readonly s3ViaService: string;
}

/**
 * The role of S3 Batch Replication. With it, a job lists the objects of a bucket that have no replica, and starts their
 * replication. The replication itself uses another role, so this role cannot read or write logs.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html
 */
export class CatchUpRole extends Construct {
  public readonly roleArn: string;

  constructor(scope: Construct, id: string, props: CatchUpRoleProps) {
    super(scope, id);

    const { sourceBucketArns, reportBucketArn, reportPrefix, reportKmsKeyArn, s3ViaService } = props;
    const role = new IamRole(this, "Resource", {
      name: props.roleName,
      description: "Allows S3 Batch Operations to replicate existing objects of the archives",
      // AWS documents no condition key for this trust policy
      assumeRolePolicy: serviceTrustJson("batchoperations.s3.amazonaws.com"),
    });
    new IamRolePolicy(this, "Policy", {
      name: "catch-up",
      role: role.id,
      policy: policyJson("role policy", [
        allow("ListObjects", ["s3:GetReplicationConfiguration", "s3:PutInventoryConfiguration"], sourceBucketArns),
        allow(
          "InitiateReplication",
          ["s3:InitiateReplication"],
          sourceBucketArns.map((arn) => `${arn}/*`),
        ),
        allow("WriteReports", ["s3:PutObject"], `${reportBucketArn}/${reportPrefix}/*`),
        allow("EncryptReports", ["kms:Decrypt", "kms:GenerateDataKey"], reportKmsKeyArn, {
          StringEquals: { "kms:ViaService": s3ViaService },
          StringLike: { "kms:EncryptionContext:aws:s3:arn": reportBucketArn },
        }),
      ]),
    });
    this.roleArn = role.arn;
  }
}
