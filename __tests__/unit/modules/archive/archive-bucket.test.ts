import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { TerraformOutput } from "cdktf";
import { ArchiveBucket, type ArchiveBucketProps } from "../../../../modules/archive/archive-bucket";
import { archiveReaders } from "../../../../modules/iam/grants/readers";
import type { BucketLifecycle } from "../../../../modules/archive/bucket-lifecycle";
import {
  denyDeletion,
  denyForeignKeys,
  denyForgery,
  denyOutsideOrganization,
  denyWeakTransport,
  denyWeakening,
} from "../../../../modules/iam/bucket-guards";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const organizationId = "o-a1b2c3d4e5";
const bucketArn = arn("s3", "", "", "acme-trail-archive");
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/abcd");
const grants = archiveReaders(bucketArn, [arn("iam", "", account(4), "role/auditor")]);
const kept: BucketLifecycle = { noncurrentDays: 30, abortIncompleteUploadDays: 7 };

const archiveBucket = (props: Partial<ArchiveBucketProps> = {}) =>
  synth((scope) => {
    const bucket = new ArchiveBucket(scope, "Archive", {
      bucketName: "acme-trail-archive",
      bucketArn,
      organizationId,
      grants,
      lifecycle: kept,
      preventDestroy: true,
      kmsKeyArn,
      lock: { mode: "COMPLIANCE", days: 365 },
      accessLog: {
        bucketName: "acme-access-logs",
        prefix: "s3-access-logs",
        policy: { fqn: "aws_s3_bucket_policy.AccessLogs" },
      },
      ...props,
    });
    new TerraformOutput(scope, "policy", { value: bucket.policy.fqn, staticId: true });
    new TerraformOutput(scope, "arn", { value: bucket.bucketArn, staticId: true });
    new TerraformOutput(scope, "name", { value: bucket.bucketName, staticId: true });
  });

const statementsOf = (props: Partial<ArchiveBucketProps> = {}) =>
  JSON.parse(archiveBucket(props).one(S3BucketPolicy).policy).Statement;

const versioningOn = [expect.stringMatching(/^aws_s3_bucket_versioning\./)];

describe("ArchiveBucket", () => {
  test("has the given name", () => {
    expect(archiveBucket().one(S3Bucket).bucket).toBe("acme-trail-archive");
  });

  test("ArchiveBucket is destroyed before its key", () => {
    const key = { fqn: "aws_kms_key.Archive" };

    expect(archiveBucket({ destroyedBefore: [key] }).one(S3Bucket).depends_on).toEqual([key.fqn]);
    expect(archiveBucket().one(S3Bucket).depends_on).toBeUndefined();
  });

  test("keeps the addresses of its resources", () => {
    const addresses = Object.values(archiveBucket().json.resource).flatMap((named) => Object.keys(named as object));

    expect(addresses.map((name) => name.replace(/_[A-Z0-9]{8}$/, "")).toSorted()).toEqual([
      "Archive",
      "Archive_AccessLogging",
      "Archive_Encryption",
      "Archive_Lifecycle",
      "Archive_ObjectLock",
      "Archive_Ownership",
      "Archive_Policy",
      "Archive_PublicAccessBlock",
      "Archive_Versioning",
    ]);
  });

  test("configures only its own bucket", () => {
    const resources = archiveBucket();
    const parts = [
      S3BucketLifecycleConfiguration,
      S3BucketLoggingA,
      S3BucketObjectLockConfigurationA,
      S3BucketOwnershipControls,
      S3BucketPolicy,
      S3BucketPublicAccessBlock,
      S3BucketServerSideEncryptionConfigurationA,
      S3BucketVersioningA,
    ];

    for (const part of parts) {
      expect(resources.one(part).bucket).toMatch(/^\$\{aws_s3_bucket\.Archive_[A-Z0-9]+\.id\}$/);
    }
  });

  test("enables all four settings that block public access", () => {
    expect(archiveBucket().one(S3BucketPublicAccessBlock)).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("owns every object, whoever writes it", () => {
    expect(archiveBucket().one(S3BucketOwnershipControls).rule).toEqual({ object_ownership: "BucketOwnerEnforced" });
  });

  test("keeps every version", () => {
    expect(archiveBucket().one(S3BucketVersioningA).versioning_configuration).toEqual({ status: "Enabled" });
  });

  test.each([
    [undefined, true],
    [true, true],
    [false, false],
  ])("encrypts with its key, and with bucketKey %o uses an S3 Bucket Key: %o", (bucketKey, enabled) => {
    const { rule } = archiveBucket({ bucketKey }).one(S3BucketServerSideEncryptionConfigurationA);

    expect(rule).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: kmsKeyArn },
        bucket_key_enabled: enabled,
      },
    ]);
  });

  test("encrypts with SSE-S3 if it has no key", () => {
    const { rule } = archiveBucket({ kmsKeyArn: undefined }).one(S3BucketServerSideEncryptionConfigurationA);

    expect(rule).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }]);
  });

  test("enables access logging, with folders by the day of the request", () => {
    expect(archiveBucket().one(S3BucketLoggingA)).toMatchObject({
      target_bucket: "acme-access-logs",
      target_prefix: "s3-access-logs/",
      target_object_key_format: { partitioned_prefix: { partition_date_source: "EventTime" } },
      depends_on: ["aws_s3_bucket_policy.AccessLogs"],
    });
  });

  test("has no access logging if it is the access-log bucket itself", () => {
    expect(archiveBucket({ accessLog: undefined }).all(S3BucketLoggingA)).toEqual([]);
  });

  test.each([
    [true, false],
    [false, true],
  ])("ArchiveBucket with preventDestroy %o, destroying also deletes the objects: %o", (preventDestroy, emptied) => {
    expect(archiveBucket({ preventDestroy }).one(S3Bucket)).toMatchObject({
      lifecycle: { prevent_destroy: preventDestroy },
      force_destroy: emptied,
    });
  });
});

describe("the lock of an ArchiveBucket", () => {
  test.each([
    ["COMPLIANCE", 365],
    ["COMPLIANCE", 1],
    ["GOVERNANCE", 400],
  ] as const)("protects every object in %s mode for %i days, after versioning is enabled", (mode, days) => {
    const lock = archiveBucket({ lock: { mode, days } }).one(S3BucketObjectLockConfigurationA);

    expect(lock.rule).toEqual({ default_retention: { mode, days } });
    expect(lock.depends_on).toEqual(versioningOn);
  });

  test("does not exist by default", () => {
    expect(archiveBucket({ lock: undefined }).all(S3BucketObjectLockConfigurationA)).toEqual([]);
  });

  test.each([1, 365, 36_500])("the lock of an ArchiveBucket may last as long as objects are kept, %i days", (days) => {
    const lock = { mode: "COMPLIANCE", days } as const;

    expect(() => archiveBucket({ lock, lifecycle: { ...kept, expireDays: days } })).not.toThrow();
    expect(() => archiveBucket({ lock, lifecycle: { ...kept, expireDays: days + 1 } })).not.toThrow();
  });

  test.each([null, undefined])(
    "the lock of an ArchiveBucket may last any number of days when expireDays is %o",
    (expireDays) => {
      expect(() => archiveBucket({ lifecycle: { ...kept, expireDays } })).not.toThrow();
    },
  );

  test.each([0, -1, 1.5, NaN, Infinity])("fails when it lasts %o days", (days) => {
    expect(() => archiveBucket({ lock: { mode: "GOVERNANCE", days } })).toThrow(
      `lock.days: expected a whole number, 1 or more, got ${days}`,
    );
  });

  test.each([0, 1, 364])(
    "fails when objects expire after %i days, before their lock of 365 days ends",
    (expireDays) => {
      expect(() => archiveBucket({ lifecycle: { ...kept, expireDays } })).toThrow(
        `lifecycle.expireDays: expected 365 or more, the days of the lock, got ${expireDays}`,
      );
    },
  );
});

describe("the lifecycle of an ArchiveBucket", () => {
  const lifecycleOf = (lifecycle: Partial<BucketLifecycle> = {}) =>
    archiveBucket({ lifecycle: { ...kept, ...lifecycle }, lock: undefined }).one(S3BucketLifecycleConfiguration);

  test("the lifecycle of an ArchiveBucket is one rule for every object of at least 128 KB, after versioning is enabled", () => {
    const lifecycle = lifecycleOf();

    expect(lifecycle.transition_default_minimum_object_size).toBe("all_storage_classes_128K");
    expect(lifecycle.rule).toHaveLength(1);
    expect(lifecycle.rule[0]).toMatchObject({ id: "retention", status: "Enabled", filter: [{ prefix: "" }] });
    expect(lifecycle.depends_on).toEqual(versioningOn);
  });

  test("deletes only replaced versions and incomplete uploads if it has no step", () => {
    const [rule] = lifecycleOf({ noncurrentDays: 31, abortIncompleteUploadDays: 8 }).rule;

    expect(rule.noncurrent_version_expiration).toEqual([{ noncurrent_days: 31 }]);
    expect(rule.abort_incomplete_multipart_upload).toEqual([{ days_after_initiation: 8 }]);
    expect(rule.transition ?? []).toEqual([]);
    expect(rule).not.toHaveProperty("expiration");
  });

  test("moves objects to colder storage classes and then deletes them, each step on its day", () => {
    const [rule] = lifecycleOf({
      infrequentAccessDays: 30,
      glacierDays: 90,
      deepArchiveDays: 180,
      expireDays: 365,
    }).rule;

    expect(rule.transition).toEqual([
      { days: 30, storage_class: "STANDARD_IA" },
      { days: 90, storage_class: "GLACIER" },
      { days: 180, storage_class: "DEEP_ARCHIVE" },
    ]);
    expect(rule.expiration).toEqual([{ days: 365 }]);
  });

  test.each([null, undefined])("omits each step that is %o", (never) => {
    const [rule] = lifecycleOf({
      infrequentAccessDays: never,
      glacierDays: 0,
      deepArchiveDays: never,
      expireDays: never,
    }).rule;

    expect(rule.transition).toEqual([{ days: 0, storage_class: "GLACIER" }]);
    expect(rule).not.toHaveProperty("expiration");
  });
});

describe("the policy of an ArchiveBucket", () => {
  const guards = [
    ...denyWeakTransport(bucketArn),
    denyOutsideOrganization(bucketArn, organizationId),
    ...denyForeignKeys(bucketArn, kmsKeyArn),
  ];

  test("contains only its guards, without exemptions, and its grants", () => {
    expect(statementsOf()).toEqual([...guards, denyDeletion(bucketArn, []), ...grants]);
  });

  test("allows only the named roles to delete objects", () => {
    const officers = [arn("iam", "", account(2), "role/records-officer")];

    expect(statementsOf({ deletionExemptRoleArns: officers })).toEqual([
      ...guards,
      denyDeletion(bucketArn, officers),
      ...grants,
    ]);
  });

  test("contains no guard against deletion if anyone may delete, and keeps the other guards", () => {
    expect(statementsOf({ deletionExemptRoleArns: "anyone" })).toEqual([...guards, ...grants]);
  });

  test("allows only the named roles to weaken the bucket, whoever may delete objects", () => {
    const configurationRoleArns = [arn("iam", "", account(2), "role/deploy")];
    const weakening = denyWeakening(bucketArn, configurationRoleArns);

    expect(statementsOf({ configurationRoleArns })).toEqual([
      ...guards,
      denyDeletion(bucketArn, []),
      weakening,
      ...grants,
    ]);
    expect(statementsOf({ configurationRoleArns, deletionExemptRoleArns: "anyone" })).toEqual([
      ...guards,
      weakening,
      ...grants,
    ]);
  });

  test("allows only the named roles of its own account to write", () => {
    const ownWriters = { accountId: account(2), roleArns: [arn("iam", "", account(2), "role/delivery")], prefixes: [] };
    const forgery = denyForgery(bucketArn, ownWriters);

    expect(statementsOf({ ownWriters })).toEqual([...guards, forgery, denyDeletion(bucketArn, []), ...grants]);
  });

  test("denies encryption with KMS keys if the bucket uses SSE-S3", () => {
    expect(statementsOf({ kmsKeyArn: undefined })).toEqual(
      expect.arrayContaining(denyForeignKeys(bucketArn, undefined)),
    );
  });

  test("contains no Allow statement if there are no grants", () => {
    const effects = statementsOf({ grants: [] }).map(({ Effect }: { Effect: string }) => Effect);

    expect(new Set(effects)).toEqual(new Set(["Deny"]));
  });

  test("the policy of an ArchiveBucket is created after public access is blocked, and after the given resources", () => {
    const blocked = expect.stringMatching(/^aws_s3_bucket_public_access_block\./);
    const waits = archiveBucket({ dependsOn: [{ fqn: "data.x.y" }, { fqn: "z.w" }] }).one(S3BucketPolicy);

    expect(archiveBucket().one(S3BucketPolicy).depends_on).toEqual([blocked]);
    expect(waits.depends_on).toEqual([blocked, "data.x.y", "z.w"]);
  });

  test("the policy of an ArchiveBucket is an output on which log sources depend, with the bucket's name and ARN", () => {
    const { output } = archiveBucket().json;

    expect(output.policy.value).toMatch(/^\$\{aws_s3_bucket_policy\.Archive_Policy_[A-Z0-9]+\}$/);
    expect(output.arn.value).toBe(bucketArn);
    expect(output.name.value).toBe("acme-trail-archive");
  });

  test("fails when its grants contain more roles than fit into a bucket policy", () => {
    const roles = Array.from({ length: 600 }, (_, i) => arn("iam", "", account(4), `role/auditor-${i}`));

    expect(() => archiveBucket({ grants: archiveReaders(bucketArn, roles) })).toThrow(
      /a bucket policy can have at most 20480 bytes, got \d+; use fewer roles/,
    );
  });
});
