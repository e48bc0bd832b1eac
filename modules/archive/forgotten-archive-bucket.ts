import { Construct } from "constructs";
import { ForgottenResource } from "../terraform/forgotten-resource";

/**
 * Leaves an `ArchiveBucket` with its policy and settings in AWS when the configuration no longer contains it. Otherwise Terraform
 * would remove the protection of the bucket before S3 refuses to delete the bucket. To manage the bucket again, import it.
 */
export class ForgottenArchiveBucket extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    for (const [name, type] of Object.entries(resources)) new ForgottenResource(this, name, type);
  }
}

/** The resources of an `ArchiveBucket`, by construct id. */
const resources = {
  Resource: "aws_s3_bucket",
  PublicAccessBlock: "aws_s3_bucket_public_access_block",
  Ownership: "aws_s3_bucket_ownership_controls",
  Encryption: "aws_s3_bucket_server_side_encryption_configuration",
  Versioning: "aws_s3_bucket_versioning",
  ObjectLock: "aws_s3_bucket_object_lock_configuration",
  Lifecycle: "aws_s3_bucket_lifecycle_configuration",
  AccessLogging: "aws_s3_bucket_logging",
  Policy: "aws_s3_bucket_policy",
};
