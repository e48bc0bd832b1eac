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
import { type JsonObject, numberAt, textAt, valuesAt } from "../reading/json-values";
import type { Rule } from "../rule";

const bucket = ["aws_s3_bucket"];
const lifecycle = ["aws_s3_bucket_lifecycle_configuration", "aws_s3_bucket"];
const lifecycleAttribute = (values: JsonObject) => ("lifecycle_rule" in values ? "lifecycle_rule" : "rule");

/** The days of a lock. A year counts as AWS counts it. */
const lockDays = (values: JsonObject): number =>
  Math.max(
    0,
    ...["rule", "object_lock_configuration.rule"].map(
      (path) =>
        numberAt(values, `${path}.default_retention.days`) ??
        365 * (numberAt(values, `${path}.default_retention.years`) ?? 0),
    ),
  );

/** A canned ACL or a grant that allows others than the owner. */
const openAcls = ["public-read", "public-read-write", "authenticated-read", "aws-exec-read"];
const openGroups = /\/(AllUsers|AuthenticatedUsers)$/;

/** What changes a bucket. Every bucket counts, because a plan does not say which buckets hold logs. */
export const archiveRules: readonly Rule[] = [
  {
    id: "bucket-destroyed",
    severity: "critical",
    types: [...bucket, "aws_s3_directory_bucket"],
    what: "destroys a bucket",
    why: "Its logs are lost. Switching off a log source drops its bucket too.",
    fix: "Keep the bucket. If Terraform shall no longer manage it, use a removed block with destroy = false; if it moves to another address, use a moved block.",
    check: destroyed,
  },
  {
    id: "bucket-force-destroy",
    severity: "high",
    types: bucket,
    what: "allows to destroy a bucket with its objects",
    why: "The next destroy empties the bucket instead of failing.",
    fix: "Set force_destroy to false.",
    check: turnedOn("force_destroy"),
  },
  {
    id: "object-lock-removed",
    severity: "critical",
    types: ["aws_s3_bucket_object_lock_configuration", "aws_s3_bucket"],
    what: "takes the lock off new objects of a bucket",
    why: "Whoever may delete objects can delete new logs at once.",
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
    what: "locks new objects of a bucket for a shorter time",
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
    what: "suspends the versions of a bucket",
    why: "An overwritten or deleted log is gone, because no earlier version is kept.",
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
    what: "allows to delete versions without a second factor",
    why: "A stolen session is then enough to delete versions of logs.",
    fix: "Keep MFA delete enabled.",
    check: anyOf(left("versioning_configuration.mfa_delete", ["Enabled"]), turnedOff("versioning.mfa_delete")),
  },
  {
    id: "lifecycle-shortened",
    severity: "high",
    types: lifecycle,
    what: "deletes objects of a bucket earlier",
    why: "Logs are deleted before the time for which the organization keeps them.",
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
    why: "After an overwrite, the original log is deleted before anybody looks for it.",
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
    what: "moves objects earlier to a storage class that Athena does not read",
    why: "Queries return fewer rows without an error until the objects are restored.",
    fix: "Use GLACIER_IR, which Athena reads, or move the objects later.",
    check: (change, plan) => {
      const attribute = lifecycleAttribute(change.after ?? {});
      return compared(attribute, (before, after) => earlier(before, after, attribute, unreadable))(change, plan);
    },
  },
  {
    id: "public-access-block-opened",
    severity: "critical",
    types: ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"],
    what: "takes away a block against public access",
    why: "A policy or an ACL can then open logs to everybody.",
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
    what: "opens a bucket or an object to everybody by its ACL",
    why: "Anybody, without credentials or with any AWS account, reads logs.",
    fix: "Use the ACL private, or none.",
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
    what: "lets ACLs decide about objects again",
    why: "A writer can own its objects, and can grant others access to them.",
    fix: "Keep object_ownership BucketOwnerEnforced.",
    check: anyOf(removed, left("rule.object_ownership", ["BucketOwnerEnforced"])),
  },
  {
    id: "bucket-encryption-weakened",
    severity: "high",
    types: ["aws_s3_bucket_server_side_encryption_configuration"],
    what: "encrypts new objects without the key, or with another one",
    why: "The policy of the key no longer protects the logs, or another account controls the key.",
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
    what: "no longer logs who accesses a bucket, or logs it elsewhere",
    why: "Nobody can tell who read or deleted logs.",
    fix: "Keep target_bucket and target_prefix.",
    check: anyOf(removed, replacedValue("target_bucket"), replacedValue("target_prefix")),
  },
  {
    id: "bucket-metrics-removed",
    severity: "medium",
    types: ["aws_s3_bucket_metric"],
    what: "removes the request metrics of a bucket",
    why: "Alarms for deliveries that stop read these metrics, and see no data.",
    fix: "Keep the metrics.",
    check: anyOf(removed, replacedValue("filter.prefix"), replacedValue("name")),
  },
  {
    id: "bucket-inventory-removed",
    severity: "medium",
    types: ["aws_s3_bucket_inventory"],
    what: "no longer lists the versions of a bucket",
    why: "The check for overwritten logs reads these lists.",
    fix: "Keep the inventory, with all versions.",
    check: anyOf(removed, turnedOff("enabled", true), left("included_object_versions", ["All"])),
  },
  {
    id: "bucket-notifications-removed",
    severity: "medium",
    types: ["aws_s3_bucket_notification"],
    what: "no longer notifies about new objects of a bucket",
    why: "What reads new logs, such as the search, receives none.",
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
    what: "adds a further way to read a bucket",
    why: "An access point has a policy of its own.",
    fix: "Read the bucket itself, by its policy.",
    check: (change) => (change.action === "create" ? [{ detail: "a new access point" }] : []),
  },
  {
    id: "bucket-website-added",
    severity: "high",
    types: ["aws_s3_bucket_website_configuration"],
    what: "serves a bucket as a website",
    why: "A website is read without TLS and usually by everybody.",
    fix: "Keep archives off websites.",
    check: (change) => (change.action === "create" ? [{ detail: "a new website" }] : []),
  },
  {
    id: "access-point-outside-vpc",
    severity: "low",
    types: ["aws_s3_access_point"],
    what: "opens an access point to the internet",
    why: "An access point that was limited to a VPC answers requests from everywhere.",
    fix: "Keep vpc_configuration.",
    check: unset("vpc_configuration.vpc_id"),
  },
];
