import { arn, created, deleted, replaced, unchanged, updated } from "../plans";
import { type ReviewCase, ofRemoval, ofUpdates } from "./review-case";

const bucket = { bucket: "archive", arn: arn("s3", "archive"), force_destroy: false, object_lock_enabled: true };
const lock = (mode: string, days: number | null, years: number | null = null) => ({
  bucket: "archive",
  object_lock_enabled: "Enabled",
  rule: [{ default_retention: [{ mode, days, years }] }],
});
const lockType = "aws_s3_bucket_object_lock_configuration";
const versioning = (status: string, mfa: string | null = null) => ({
  bucket: "archive",
  versioning_configuration: [{ status, mfa_delete: mfa }],
});
const lifecycleType = "aws_s3_bucket_lifecycle_configuration";
const rule = (days: number, noncurrent: number, prefix = "", more: object = {}) => ({
  id: `rule-${prefix}`,
  status: "Enabled",
  filter: [{ prefix, and: [], tag: [] }],
  prefix: "",
  expiration: [{ days, date: null, expired_object_delete_marker: null }],
  noncurrent_version_expiration: [{ noncurrent_days: noncurrent, newer_noncurrent_versions: null }],
  transition: [],
  ...more,
});
const lifecycle = (...rules: readonly object[]) => ({ bucket: "archive", rule: rules });
const block = {
  bucket: "archive",
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const encryption = (algorithm: string, key: string | null) => ({
  bucket: "archive",
  rule: [
    {
      apply_server_side_encryption_by_default: [{ sse_algorithm: algorithm, kms_master_key_id: key }],
      bucket_key_enabled: true,
    },
  ],
});
const queue = { id: "files", queue_arn: arn("sqs", "files"), events: ["s3:ObjectCreated:*"], filter_prefix: "" };
const glacier = (storage: string, days: number) => ({
  transition: [{ storage_class: storage, days, date: null }],
});

export const archiveCases: readonly ReviewCase[] = [
  ofRemoval("bucket-destroyed", "aws_s3_bucket", bucket),
  {
    rule: "bucket-destroyed",
    flagged: [replaced("aws_s3_bucket", bucket, { bucket: "other" }, { actions: ["create", "delete"] })],
    passed: [unchanged("aws_s3_bucket", bucket, { more: { previous_address: "aws_s3_bucket.old" } })],
  },
  {
    // A bucket of the same name at another address is a new, empty bucket
    rule: "bucket-destroyed",
    flagged: [deleted("aws_s3_bucket", bucket), created("aws_s3_bucket", bucket)],
    passed: [created("aws_s3_bucket", bucket)],
  },
  ofUpdates("bucket-force-destroy", "aws_s3_bucket", bucket, { force_destroy: true }, { force_destroy: null }),
  ofRemoval("object-lock-removed", lockType, lock("COMPLIANCE", 365)),
  ofUpdates("object-lock-removed", lockType, lock("COMPLIANCE", 365), { rule: [] }, lock("COMPLIANCE", null, 1)),
  ofUpdates(
    "object-lock-shortened",
    lockType,
    lock("COMPLIANCE", 365),
    lock("COMPLIANCE", 364),
    lock("GOVERNANCE", 365),
  ),
  ofUpdates(
    "object-lock-shortened",
    lockType,
    lock("COMPLIANCE", null, 2),
    lock("COMPLIANCE", 729),
    lock("COMPLIANCE", 730),
  ),
  ofUpdates(
    "object-lock-mode-weakened",
    lockType,
    lock("COMPLIANCE", 365),
    lock("GOVERNANCE", 365),
    lock("COMPLIANCE", 30),
  ),
  ofRemoval("versioning-suspended", "aws_s3_bucket_versioning", versioning("Enabled")),
  ofUpdates(
    "versioning-suspended",
    "aws_s3_bucket_versioning",
    versioning("Enabled"),
    versioning("Suspended"),
    versioning("Enabled", "Enabled"),
  ),
  ofUpdates(
    "versioning-suspended",
    "aws_s3_bucket",
    { ...bucket, versioning: [{ enabled: true, mfa_delete: false }] },
    { versioning: [{ enabled: false, mfa_delete: false }] },
    { force_destroy: true },
  ),
  ofUpdates(
    "mfa-delete-off",
    "aws_s3_bucket_versioning",
    versioning("Enabled", "Enabled"),
    versioning("Enabled", "Disabled"),
    versioning("Suspended", "Enabled"),
  ),
  ofUpdates(
    "lifecycle-shortened",
    lifecycleType,
    lifecycle(rule(365, 30)),
    lifecycle(rule(364, 30)),
    lifecycle(rule(366, 29)),
  ),
  ofUpdates(
    "lifecycle-shortened",
    lifecycleType,
    lifecycle(rule(365, 30)),
    lifecycle(rule(365, 30), rule(1, 30, "cloudtrail-logs/")),
    lifecycle(rule(365, 30), rule(1, 30, "cloudtrail-logs/", { status: "Disabled" })),
  ),
  ofUpdates(
    // The rule for one of several classes in a bucket
    "lifecycle-shortened",
    lifecycleType,
    lifecycle(rule(365, 30, "flow-logs/"), rule(3650, 30, "app-logs/")),
    lifecycle(rule(365, 30, "flow-logs/"), rule(3649, 30, "app-logs/")),
    lifecycle(rule(366, 30, "flow-logs/"), rule(3650, 30, "app-logs/")),
  ),
  ofUpdates(
    // A rule for every object replaces the rule for a class
    "lifecycle-shortened",
    lifecycleType,
    lifecycle(rule(365, 30, "flow-logs/"), rule(3650, 30, "app-logs/")),
    lifecycle(rule(365, 30)),
    lifecycle(rule(3650, 30, "app-logs/"), rule(365, 30, "flow-logs/")),
  ),
  ofUpdates(
    // One rule for every object is split, and a class has fewer days
    "lifecycle-shortened",
    lifecycleType,
    lifecycle(rule(2557, 30)),
    lifecycle(rule(90, 30, "flow-logs/"), rule(2557, 30, "app-logs/")),
    lifecycle(rule(2557, 30, "flow-logs/"), rule(2558, 30, "app-logs/")),
  ),
  {
    // A lifecycle for an existing bucket without a lifecycle
    rule: "lifecycle-shortened",
    flagged: [unchanged("aws_s3_bucket", bucket), created(lifecycleType, lifecycle(rule(1, 1)))],
    passed: [created("aws_s3_bucket", bucket), created(lifecycleType, lifecycle(rule(1, 1)))],
  },
  {
    // The lifecycle of a bucket is deleted at one address, and created at another address
    rule: "lifecycle-shortened",
    flagged: [deleted(lifecycleType, lifecycle(rule(365, 30))), created(lifecycleType, lifecycle(rule(30, 30)))],
    passed: [deleted(lifecycleType, lifecycle(rule(365, 30))), created(lifecycleType, lifecycle(rule(365, 30)))],
  },
  ofUpdates(
    "lifecycle-versions-shortened",
    lifecycleType,
    lifecycle(rule(365, 30)),
    lifecycle(rule(365, 29)),
    lifecycle(rule(300, 30)),
  ),
  ofUpdates(
    "lifecycle-unreadable",
    lifecycleType,
    lifecycle(rule(365, 30)),
    lifecycle(rule(365, 30, "", glacier("DEEP_ARCHIVE", 90))),
    lifecycle(rule(365, 30, "", glacier("GLACIER_IR", 90))),
  ),
  ofRemoval("public-access-block-opened", "aws_s3_bucket_public_access_block", block),
  ofUpdates(
    "public-access-block-opened",
    "aws_s3_bucket_public_access_block",
    block,
    { restrict_public_buckets: null },
    { skip_destroy: true },
  ),
  {
    rule: "bucket-acl-opened",
    flagged: [created("aws_s3_bucket_acl", { bucket: "archive", acl: "public-read" })],
    passed: [created("aws_s3_bucket_acl", { bucket: "archive", acl: "private" })],
  },
  ofUpdates(
    "bucket-acl-opened",
    "aws_s3_bucket_acl",
    { bucket: "archive", acl: "private", access_control_policy: [] },
    {
      acl: null,
      access_control_policy: [
        {
          owner: [{ id: "owner" }],
          grant: [
            {
              grantee: [{ type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers" }],
              permission: "READ",
            },
          ],
        },
      ],
    },
    { acl: "log-delivery-write" },
  ),
  ofRemoval("bucket-acls-enabled", "aws_s3_bucket_ownership_controls", {
    bucket: "archive",
    rule: [{ object_ownership: "BucketOwnerEnforced" }],
  }),
  ofUpdates(
    "bucket-encryption-weakened",
    "aws_s3_bucket_server_side_encryption_configuration",
    encryption("aws:kms", arn("kms", "key/archive")),
    encryption("AES256", null),
    encryption("aws:kms:dsse", arn("kms", "key/archive")),
  ),
  ofRemoval("bucket-logging-off", "aws_s3_bucket_logging", {
    bucket: "archive",
    target_bucket: "access-logs",
    target_prefix: "s3/",
  }),
  ofRemoval("bucket-metrics-removed", "aws_s3_bucket_metric", { bucket: "archive", name: "trail-files", filter: [] }),
  ofUpdates(
    "bucket-inventory-removed",
    "aws_s3_bucket_inventory",
    {
      bucket: "archive",
      name: "versions",
      enabled: true,
      included_object_versions: "All",
      schedule: [{ frequency: "Daily" }],
      destination: [{ bucket: [{ bucket_arn: arn("s3", "lists"), format: "ORC" }] }],
    },
    { included_object_versions: "Current" },
    { enabled: null },
  ),
  ofUpdates(
    "bucket-notifications-removed",
    "aws_s3_bucket_notification",
    { bucket: "archive", eventbridge: false, queue: [queue], topic: [], lambda_function: [] },
    { queue: [] },
    { queue: [queue, { ...queue, id: "second" }] },
  ),
  {
    rule: "bucket-access-point-added",
    flagged: [created("aws_s3_access_point", { bucket: "archive", name: "reader" })],
    passed: [unchanged("aws_s3_access_point", { bucket: "archive", name: "reader" })],
  },
  {
    rule: "bucket-website-added",
    flagged: [created("aws_s3_bucket_website_configuration", { bucket: "archive" })],
    passed: [deleted("aws_s3_bucket_website_configuration", { bucket: "archive" })],
  },
  {
    rule: "access-point-outside-vpc",
    flagged: [
      updated(
        "aws_s3_access_point",
        { bucket: "archive", name: "reader", vpc_configuration: [{ vpc_id: "vpc-1" }] },
        { vpc_configuration: [] },
      ),
    ],
    passed: [
      updated(
        "aws_s3_access_point",
        { bucket: "archive", name: "reader", vpc_configuration: [] },
        { vpc_configuration: [{ vpc_id: "vpc-1" }] },
      ),
    ],
  },
];
