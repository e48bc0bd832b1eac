import { S3BucketInventory } from "@cdktf/provider-aws/lib/s3-bucket-inventory";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface VersionListProps {
  /** Bucket whose versions are listed. */
  readonly bucketName: string;

  /** Name of the inventory configuration. It is part of the path of the lists. */
  readonly listName: string;

  /** Bucket that stores the lists. It is in the same region, and its policy must allow S3 to write. */
  readonly listBucketArn: string;

  /** Account that owns the bucket of the lists. S3 checks it before each write. */
  readonly accountId: string;

  /** Key prefix of the lists, without a slash at its beginning or end. */
  readonly prefix: string;

  /** Resources that must exist first, such as the policy of the bucket that stores the lists. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * A daily list of all object versions of a bucket, which S3 Inventory writes. S3 delivers the first list within 48 hours.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html
 */
export class VersionList extends Construct {
  constructor(scope: Construct, id: string, props: VersionListProps) {
    super(scope, id);

    new S3BucketInventory(this, "Resource", {
      bucket: props.bucketName,
      name: props.listName,
      includedObjectVersions: "All",
      optionalFields: ["Size", "LastModifiedDate"],
      schedule: { frequency: "Daily" },
      destination: {
        bucket: {
          bucketArn: props.listBucketArn,
          accountId: props.accountId,
          prefix: props.prefix,
          format: "ORC",
        },
      },
      dependsOn: props.dependsOn,
    });
  }
}
