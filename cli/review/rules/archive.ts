import { earlier, expiration, noncurrentExpiration, unreadable } from "../lifecycle";
import {
  anyOf,
  compared,
  destroyed,
  left,
  lostEntries,
  onState,
  removed,
  replacedValue,
  turnedOff,
  turnedOn,
  unset,
} from "../predicates";
import { numberAt, textAt, valuesAt } from "../../../terraform-types/plan/json-values";
import type { JsonObject } from "../../../shared/json";
import type { Rule } from "../rule";

const bucket = ["aws_s3_bucket"];
const lifecycle = ["aws_s3_bucket_lifecycle_configuration", "aws_s3_bucket"];
const lifecycleAttribute = (values: JsonObject) => ("lifecycle_rule" in values ? "lifecycle_rule" : "rule");

/** Days of the default retention of Object Lock. A year counts as 365 days. */
const lockDays = (values: JsonObject): number =>
  Math.max(
    0,
    ...["rule", "object_lock_configuration.rule"].map(
      (path) =>
        numberAt(values, `${path}.default_retention.days`) ??
        365 * (numberAt(values, `${path}.default_retention.years`) ?? 0),
    ),
  );

/** Canned ACLs that allow principals other than the owner. */
const openAcls = ["public-read", "public-read-write", "authenticated-read", "aws-exec-read"];
const openGroups = /\/(AllUsers|AuthenticatedUsers)$/;

/** Rules about buckets. They apply to every bucket, because a plan does not show which buckets contain logs. */
export const archiveRules: readonly Rule[] = [
  {
    id: "bucket-destroyed",
    severity: "critical",
    types: [...bucket, "aws_s3_directory_bucket"],
    what: "destroys a bucket",
    why: "Its logs are lost. Disabling a log source also removes its bucket.",
    fix: "Keep the bucket. To stop managing it with Terraform, use a removed block with destroy = false. To move it to another address, use a moved block.",
    check: destroyed,
  },
  {
    id: "bucket-force-destroy",
    severity: "high",
    types: bucket,
    what: "allows Terraform to destroy a bucket with its objects",
    why: "The next destroy empties the bucket instead of failing.",
    fix: "Set force_destroy to false.",
    check: turnedOn("force_destroy"),
  },
  {
    id: "object-lock-removed",
    severity: "critical",
    types: ["aws_s3_bucket_object_lock_configuration", "aws_s3_bucket"],
    what: "removes the default retention (Object Lock) of new objects in a bucket",
    why: "Any principal with delete permission can delete new logs immediately.",
    fix: "Keep the object lock configuration.",
    check: anyOf(
      (change, plan) => (change.type === "aws_s3_bucket" ? [] : removed(change, plan)),
      turnedOff("object_lock_enabled"),
      compared("rule", (before, after) =>
        lockDays(before) > 0 && lockDays(after) === 0 ? "no default retention" : undefined,
      ),
    ),
  },
  {
    id: "object-lock-shortened",
    severity: "high",
    types: ["aws_s3_bucket_object_lock_configuration", "aws_s3_bucket"],
    what: "shortens the default retention (Object Lock) of new objects in a bucket",
    why: "Logs can be deleted earlier than the organization promised.",
    fix: "Keep the days of the default retention.",
    check: compared("rule", (before, after) => {
      const [from, to] = [lockDays(before), lockDays(after)];
      return to > 0 && to < from ? `from ${from} to ${to} days` : undefined;
    }),
  },
  {
    id: "object-lock-mode-weakened",
    severity: "critical",
    types: ["aws_s3_bucket_object_lock_configuration"],
    what: "weakens the lock of new objects from compliance to governance",
    why: "A principal with s3:BypassGovernanceRetention can delete locked logs.",
    fix: "Keep the mode COMPLIANCE.",
    check: left("rule.default_retention.mode", ["COMPLIANCE"]),
  },
  {
    id: "versioning-suspended",
    severity: "critical",
    types: ["aws_s3_bucket_versioning", "aws_s3_bucket"],
    what: "suspends the versioning of a bucket",
    why: "An overwritten or deleted log is lost, because S3 keeps no earlier version.",
    fix: "Keep versioning enabled.",
    check: anyOf(
      (change, plan) => (change.type === "aws_s3_bucket" ? [] : removed(change, plan)),
      left("versioning_configuration.status", ["Enabled"]),
      turnedOff("versioning.enabled"),
    ),
  },
  {
    id: "mfa-delete-off",
    severity: "medium",
    types: ["aws_s3_bucket_versioning", "aws_s3_bucket"],
    what: "allows deleting versions without MFA",
    why: "A stolen session is then enough to delete versions of logs.",
    fix: "Keep MFA delete enabled.",
    check: anyOf(left("versioning_configuration.mfa_delete", ["Enabled"]), turnedOff("versioning.mfa_delete")),
  },
  {
    id: "lifecycle-shortened",
    severity: "high",
    types: lifecycle,
    what: "deletes objects of a bucket earlier",
    why: "Logs are deleted before the end of their retention.",
    fix: "Keep the days of the expiration.",
    check: (change, plan) => {
      const attribute = lifecycleAttribute(change.after ?? {});
      return compared(attribute, (before, after) => earlier(before, after, attribute, expiration))(change, plan);
    },
  },
  {
    id: "lifecycle-versions-shortened",
    severity: "high",
    types: lifecycle,
    what: "deletes earlier versions of objects sooner",
    why: "After an overwrite, the original log is deleted before anyone notices.",
    fix: "Keep the days of the expiration of noncurrent versions.",
    check: (change, plan) => {
      const attribute = lifecycleAttribute(change.after ?? {});
      return compared(attribute, (before, after) => earlier(before, after, attribute, noncurrentExpiration))(
        change,
        plan,
      );
    },
  },
  {
    id: "lifecycle-unreadable",
    severity: "medium",
    types: lifecycle,
    what: "moves objects earlier to a storage class that Athena cannot read",
    why: "Queries return fewer rows without an error until the objects are restored.",
    fix: "Use GLACIER_IR, which Athena can read, or move the objects later.",
    check: (change, plan) => {
      const attribute = lifecycleAttribute(change.after ?? {});
      return compared(attribute, (before, after) => earlier(before, after, attribute, unreadable))(change, plan);
    },
  },
  {
    id: "public-access-block-opened",
    severity: "critical",
    types: ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"],
    what: "removes a block of public access",
    why: "A policy or an ACL can then grant everybody access to logs.",
    fix: "Keep all four settings true.",
    check: anyOf(
      removed,
      ...["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].map((one) =>
        turnedOff(one),
      ),
    ),
  },
  {
    id: "bucket-acl-opened",
    severity: "critical",
    types: ["aws_s3_bucket_acl", "aws_s3_bucket", "aws_s3_object"],
    what: "grants everybody access to a bucket or an object by its ACL",
    why: "Anyone can read logs, without credentials or with any AWS account.",
    fix: "Use the ACL private, or no ACL.",
    check: onState((after, { before }) => {
      const isOpen = (values: JsonObject | undefined) =>
        openAcls.includes(textAt(values, "acl")) ||
        ["access_control_policy.grant.grantee.uri", "grant.uri"].some((path) =>
          valuesAt(values, path).some((uri) => openGroups.test(String(uri))),
        );
      return isOpen(after) && !isOpen(before)
        ? [{ attribute: "acl", detail: textAt(after, "acl") || "a grant to a public group" }]
        : [];
    }),
  },
  {
    id: "bucket-acls-enabled",
    severity: "medium",
    types: ["aws_s3_bucket_ownership_controls"],
    what: "enables ACLs for objects",
    why: "A writer can own the objects that it writes, and can grant access to them.",
    fix: "Keep object_ownership BucketOwnerEnforced.",
    check: anyOf(removed, left("rule.object_ownership", ["BucketOwnerEnforced"])),
  },
  {
    id: "bucket-encryption-weakened",
    severity: "high",
    types: ["aws_s3_bucket_server_side_encryption_configuration"],
    what: "encrypts new objects without the key, or with another key",
    why: "The key policy no longer protects the logs, or another account controls the key.",
    fix: "Keep aws:kms and the key.",
    check: anyOf(
      removed,
      left("rule.apply_server_side_encryption_by_default.sse_algorithm", ["aws:kms", "aws:kms:dsse"]),
      replacedValue("rule.apply_server_side_encryption_by_default.kms_master_key_id"),
    ),
  },
  {
    id: "bucket-logging-off",
    severity: "medium",
    types: ["aws_s3_bucket_logging"],
    what: "disables the access logs of a bucket, or delivers them to another bucket",
    why: "There is no record of who read or deleted logs.",
    fix: "Keep target_bucket and target_prefix.",
    check: anyOf(removed, replacedValue("target_bucket"), replacedValue("target_prefix")),
  },
  {
    id: "bucket-metrics-removed",
    severity: "medium",
    types: ["aws_s3_bucket_metric"],
    what: "removes the request metrics of a bucket",
    why: "The alarms that detect stopped deliveries read these metrics, and then have no data.",
    fix: "Keep the metrics.",
    check: anyOf(removed, replacedValue("filter.prefix"), replacedValue("name")),
  },
  {
    id: "bucket-inventory-removed",
    severity: "medium",
    types: ["aws_s3_bucket_inventory"],
    what: "disables the inventory of versions of a bucket",
    why: "The check for overwritten logs reads this inventory.",
    fix: "Keep the inventory, with all versions.",
    check: anyOf(removed, turnedOff("enabled", true), left("included_object_versions", ["All"])),
  },
  {
    id: "bucket-notifications-removed",
    severity: "medium",
    types: ["aws_s3_bucket_notification"],
    what: "disables notifications of new objects in a bucket",
    why: "Readers of new logs, such as the search, receive no logs.",
    fix: "Keep the notifications.",
    check: anyOf(
      removed,
      turnedOff("eventbridge"),
      ...["queue.queue_arn", "topic.topic_arn", "lambda_function.lambda_function_arn", "queue.events"].map(lostEntries),
    ),
  },
  {
    id: "bucket-access-point-added",
    severity: "medium",
    types: ["aws_s3_access_point", "aws_s3control_multi_region_access_point"],
    what: "adds an access point to a bucket",
    why: "An access point has its own policy, which can allow more requests.",
    fix: "Read the bucket without an access point, through its bucket policy.",
    check: (change) => (change.action === "create" ? [{ detail: "a new access point" }] : []),
  },
  {
    id: "bucket-website-added",
    severity: "high",
    types: ["aws_s3_bucket_website_configuration"],
    what: "serves a bucket as a website",
    why: "Clients read a website without TLS, and usually everybody can read it.",
    fix: "Do not configure an archive as a website.",
    check: (change) => (change.action === "create" ? [{ detail: "a new website" }] : []),
  },
  {
    id: "access-point-outside-vpc",
    severity: "low",
    types: ["aws_s3_access_point"],
    what: "opens an access point to the internet",
    why: "An access point that was limited to a VPC then accepts requests from everywhere.",
    fix: "Keep vpc_configuration.",
    check: unset("vpc_configuration.vpc_id"),
  },
];
