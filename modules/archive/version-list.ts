import { S3BucketInventory } from "@cdktf/provider-aws/lib/s3-bucket-inventory";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface VersionListProps {
  /** Bucket whose versions are listed. */
  readonly bucketName: string;

  /** Name of the list, which is part of its path. */
  readonly listName: string;

  /** Bucket of the lists: of the same region, and one that S3 may write to. */
  readonly listBucketArn: string;

  /** Account that owns the bucket of the lists. */
  readonly accountId: string;

  /** Key prefix of the lists, without slashes at its ends. */
  readonly prefix: string;

  /** What has to be in place before, such as the policy of the bucket of the lists. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * A list of every version of every object of a bucket, which S3 Inventory writes every day. The first one comes within 48
 * hours.
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
