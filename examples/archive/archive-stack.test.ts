import { Testing } from "cdktf";
import { ArchiveStack } from "./archive-stack";

const { resource } = JSON.parse(Testing.synth(new ArchiveStack(Testing.app(), "archive")));
const all = (type: string) => Object.values<Record<string, unknown>>(resource[type]);

test("both buckets are private, and deny deletion", () => {
  expect(all("aws_s3_bucket_public_access_block")).toHaveLength(2);
  expect(all("aws_s3_bucket_policy").filter(({ policy }) => !String(policy).includes("DenyDeletion"))).toEqual([]);
});

test("the network logs are locked for a year, and encrypted with the key of this stack", () => {
  expect(all("aws_s3_bucket_object_lock_configuration")).toEqual([
    expect.objectContaining({ rule: { default_retention: { days: 365, mode: "GOVERNANCE" } } }),
  ]);
  expect(all("aws_kms_key")).toEqual([expect.objectContaining({ enable_key_rotation: true })]);
});
