import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { configuredControls } from "../../../dev/docs/configured-controls";
import { organization } from "../../support/organization";
import type { Attributes, Resources } from "../../support/synth";

interface Terraform {
  readonly tfResourceType: string;
}

const statementsOf = ({ policy }: Attributes): Attributes[] => JSON.parse(policy).Statement;

/** Returns the buckets that no resource of a type covers, if only some of these resources count. */
function uncovered(root: Resources, type: Terraform, counts: (resource: Attributes) => boolean = () => true): string[] {
  const covered = root
    .all(type)
    .filter(counts)
    .map(({ bucket }) => bucket);
  return Object.entries<Attributes>(root.json.resource[S3Bucket.tfResourceType] ?? {})
    .filter(([id]) => !covered.includes(`\${aws_s3_bucket.${id}.id}`))
    .map(([, { bucket }]) => bucket);
}

/** Returns the resources of a type that fail. */
const failing = (root: Resources, type: Terraform, passes: (resource: Attributes) => boolean): string[] =>
  root
    .all(type)
    .filter((resource) => !passes(resource))
    .map((resource) => resource["//"].metadata.path);

const isPrivate = (block: Attributes): boolean =>
  ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].every(
    (setting) => block[setting] === true,
  );
const recordsAllManagementEvents = ({ advanced_event_selector: selectors, is_multi_region_trail }: Attributes) =>
  is_multi_region_trail === true &&
  selectors.some(
    ({ field_selector: fields }: Attributes) => fields.length === 1 && fields[0].equals[0] === "Management",
  );
const forbiddenActions = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutEncryptionConfiguration",
  "s3:PutObjectAcl",
];

/** Returns the failing resources of each control in one root. */
const failures: Readonly<Record<string, (root: Resources) => string[]>> = {
  "CloudTrail.1": (root) => failing(root, Cloudtrail, recordsAllManagementEvents),
  "CloudTrail.2": (root) => failing(root, Cloudtrail, ({ kms_key_id }) => kms_key_id !== undefined),
  "CloudTrail.3": (root) => failing(root, Cloudtrail, ({ enable_logging }) => enable_logging === true),
  "CloudTrail.4": (root) => failing(root, Cloudtrail, (trail) => trail.enable_log_file_validation === true),
  "CloudTrail.5": (root) => failing(root, Cloudtrail, (trail) => trail.cloud_watch_logs_group_arn !== undefined),
  "CloudTrail.6": (root) => uncovered(root, S3BucketPublicAccessBlock, isPrivate).filter(isTrailArchive),
  "CloudTrail.7": (root) => uncovered(root, S3BucketLoggingA).filter(isTrailArchive),
  "CloudTrail.9": (root) => (root.json.provider.aws[0].default_tags[0].tags.ManagedBy ? [] : ["provider"]),
  "Config.1": (root) => failing(root, ConfigConfigurationRecorder, ({ role_arn }) => /aws-service-role/.test(role_arn)),
  "KMS.4": (root) => failing(root, KmsKey, ({ enable_key_rotation }) => enable_key_rotation === true),
  "S3.2": (root) => uncovered(root, S3BucketPublicAccessBlock, isPrivate),
  "S3.3": (root) => uncovered(root, S3BucketPublicAccessBlock, isPrivate),
  "S3.5": (root) =>
    uncovered(root, S3BucketPolicy, (policy) =>
      statementsOf(policy).some(({ Effect, Principal, Condition }) => {
        const isPlainHttpDenied = Condition?.Bool?.["aws:SecureTransport"] === "false";
        return Effect === "Deny" && Principal === "*" && isPlainHttpDenied;
      }),
    ),
  "S3.6": (root) =>
    failing(root, S3BucketPolicy, (policy) =>
      statementsOf(policy)
        .filter(({ Effect }) => Effect === "Allow")
        .every(({ Action }) => [Action].flat().every((action) => !forbiddenActions.includes(action))),
    ),
  "S3.8": (root) => uncovered(root, S3BucketPublicAccessBlock, isPrivate),
  "S3.9": (root) => uncovered(root, S3BucketLoggingA),
  "S3.12": (root) =>
    uncovered(root, S3BucketOwnershipControls, ({ rule }) => rule.object_ownership === "BucketOwnerEnforced"),
  "S3.13": (root) => uncovered(root, S3BucketLifecycleConfiguration, ({ rule }) => rule[0].status === "Enabled"),
  "S3.14": (root) =>
    uncovered(root, S3BucketVersioningA, ({ versioning_configuration: { status } }) => status === "Enabled"),
  "S3.15": (root) => uncovered(root, S3BucketObjectLockConfigurationA).filter(isTrailArchive),
  "S3.17": (root) =>
    uncovered(root, S3BucketServerSideEncryptionConfigurationA, ({ rule }) => {
      return rule[0].apply_server_side_encryption_by_default.sse_algorithm === "aws:kms";
    }),
  "SNS.1": (root) => failing(root, SnsTopic, ({ kms_master_key_id }) => kms_master_key_id !== undefined),
};

const isTrailArchive = (bucket: string): boolean => bucket.includes("-trail-archive-");

test("this test checks every control on the page", () => {
  expect(Object.keys(failures)).toEqual(configuredControls.map(({ id }) => id));
});

describe.each(["config/example.yaml", "config/examples/govcloud.yaml"])("with %s", (path) => {
  const roots = [...organization(path).stacks];
  const passing = configuredControls.filter(({ deployed }) => !deployed.includes("fail"));

  test.each(passing.map(({ id }) => id))("%s passes", (id) => {
    expect(roots.flatMap(([, root]) => failures[id]?.(root))).toEqual([]);
  });

  test("S3.9 and S3.17 fail only for the buckets that receive access logs", () => {
    for (const id of ["S3.9", "S3.17"]) {
      const failed = roots.flatMap(([, root]) => failures[id]?.(root) ?? []);

      expect(failed.length).toBeGreaterThan(0);
      expect(failed.filter((bucket) => !/access-logs/.test(bucket))).toEqual([]);
    }
  });

  test("S3.6 fails only for the Config archive", () => {
    expect(roots.flatMap(([, root]) => failures["S3.6"]?.(root))).toEqual([
      "log-archive/Archives/Config/Resource/Policy",
    ]);
  });

  test("Config.1 fails for every recorder with a role of this project", () => {
    for (const [, root] of roots) {
      expect(failures["Config.1"]?.(root)).toHaveLength(root.all(ConfigConfigurationRecorder).length);
    }
  });
});

test("CloudTrail.1 fails with trail.excludeKmsEvents, as the page documents", () => {
  const roots = [...organization("config/example.yaml", { trail: { excludeKmsEvents: true } }).stacks];

  expect(roots.flatMap(([, root]) => failures["CloudTrail.1"]?.(root))).toEqual(["management/Trail/Resource"]);
});

test("Config.1 and S3.6 pass with logSources.awsConfig.role serviceLinked", () => {
  const roots = [
    ...organization("config/example.yaml", { logSources: { awsConfig: { role: "serviceLinked" } } }).stacks,
  ];

  expect(roots.flatMap(([, root]) => root.all(ConfigConfigurationRecorder)).length).toBeGreaterThan(0);
  for (const id of ["Config.1", "S3.6"]) expect(roots.flatMap(([, root]) => failures[id]?.(root))).toEqual([]);
});
