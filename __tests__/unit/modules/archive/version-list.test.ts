import { S3BucketInventory } from "@cdktf/provider-aws/lib/s3-bucket-inventory";
import { VersionList } from "../../../../modules/archive/version-list";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

test("VersionList lists every version of a bucket every day, with its size and time, below the prefix", () => {
  const inventory = synth(
    (scope) =>
      new VersionList(scope, "List", {
        bucketName: "acme-config",
        listName: "versions",
        listBucketArn: arn("s3", "", "", "acme-access"),
        accountId: account(2),
        prefix: "lists/here",
        dependsOn: [],
      }),
  ).one(S3BucketInventory);

  expect(inventory).toMatchObject({
    bucket: "acme-config",
    name: "versions",
    included_object_versions: "All",
    optional_fields: ["Size", "LastModifiedDate"],
    schedule: { frequency: "Daily" },
    destination: {
      bucket: {
        bucket_arn: arn("s3", "", "", "acme-access"),
        account_id: account(2),
        prefix: "lists/here",
        format: "ORC",
      },
    },
  });
  // The list covers the whole bucket, not one prefix
  expect(inventory.filter).toBeUndefined();
});
