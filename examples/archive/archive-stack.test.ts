import { Testing } from "cdktf";
import { ArchiveStack } from "./archive-stack";
import { ArchivePartsStack } from "./parts-stack";

const days = [{ default_retention: { days: 365, mode: "GOVERNANCE" } }];

describe.each([
  ["AuditArchive", ArchiveStack, 4, 3],
  ["its parts", ArchivePartsStack, 2, 1],
] as const)("with %s", (_, Stack, buckets, keys) => {
  const { resource } = JSON.parse(Testing.synth(new Stack(Testing.app(), "archive")));
  const all = (type: string) => Object.values<Record<string, unknown>>(resource[type]);

  test("every bucket is private, and denies deletion", () => {
    expect(all("aws_s3_bucket_public_access_block")).toHaveLength(buckets);
    expect(all("aws_s3_bucket_policy")).toHaveLength(buckets);
    expect(all("aws_s3_bucket_policy").filter(({ policy }) => !String(policy).includes("DenyDeletion"))).toEqual([]);
  });

  test("one archive is locked for a year, and every key is rotated", () => {
    expect(all("aws_s3_bucket_object_lock_configuration").map(({ rule }) => [rule])).toEqual([days]);
    expect(all("aws_kms_key").map(({ enable_key_rotation }) => enable_key_rotation)).toEqual(Array(keys).fill(true));
  });
});
