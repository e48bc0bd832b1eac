import "cdktf/lib/testing/adapters/jest";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { Testing } from "cdktf";
import { ArchiveStack } from "./archive-stack";
import { ArchivePartsStack } from "./parts-stack";

describe.each([
  ["AuditArchive", ArchiveStack, 4, 3],
  ["its parts", ArchivePartsStack, 2, 1],
] as const)("with %s", (_, Stack, buckets, keys) => {
  const newStack = () => new Stack(Testing.app(), "archive");
  const synthesized = Testing.synth(newStack());
  const all = (type: string) => Object.values<Record<string, unknown>>(JSON.parse(synthesized).resource[type]);

  test("one archive is locked for a year", () => {
    expect(synthesized).toHaveResourceWithProperties(S3BucketObjectLockConfigurationA, {
      rule: { default_retention: { days: 365, mode: "GOVERNANCE" } },
    });
    expect(all("aws_s3_bucket_object_lock_configuration")).toHaveLength(1);
  });

  // A matcher passes if one resource has the properties. For all resources, read them
  test("every bucket is private, and denies deletion", () => {
    expect(all("aws_s3_bucket_public_access_block")).toHaveLength(buckets);
    expect(all("aws_s3_bucket_policy")).toHaveLength(buckets);
    expect(all("aws_s3_bucket_policy").filter(({ policy }) => !String(policy).includes("DenyDeletion"))).toEqual([]);
  });

  test("every key is rotated", () => {
    expect(synthesized).toHaveResource(KmsKey);
    expect(all("aws_kms_key").map(({ enable_key_rotation }) => enable_key_rotation)).toEqual(Array(keys).fill(true));
  });

  test("Terraform accepts the stack", () => {
    expect(Testing.fullSynth(newStack())).toBeValidTerraform();
  }, 120_000);
});
