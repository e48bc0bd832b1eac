import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { detectionsOf } from "../../../config/derived/detections-of";
import { readPolicy } from "../../../aws-semantics/iam/read-policy";
import type { Caller } from "../../../aws-semantics/iam/request";
import { evaluate } from "../../../aws-semantics/iam/evaluate";
import { account, arn } from "../../../sample-data/values";
import { type Change, oneStack, organization } from "../../support/organization";
import type { Attributes, Resources } from "../../support/synth";

const example = "config/examples/adopt.yaml";
const adopted = organization(example);
const stackOf = (name: string) => adopted.stacks.get(name) as Resources;
const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/organization");
const bucketArn = arn("s3", "", "", "acme-cloudtrail-logs");
const earlierKey = arn("kms", "eu-west-1", account(2), "key/9c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e5f");

/** Returns the imported addresses, each with its import id. */
const importsOf = ({ json }: Resources): Record<string, string> =>
  Object.fromEntries((json.import ?? []).map(({ to, id }: { to: string; id: string }) => [to, id]));

const addressesOf = ({ json }: Resources) =>
  Object.entries<object>(json.resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));

describe("an adopted resource", () => {
  test("an adopted resource is imported to the address that it has when this project creates it", () => {
    const created = organization("config/example.yaml").stacks;
    for (const root of ["log-archive", "management"]) {
      const imported = Object.keys(importsOf(stackOf(root)));

      expect(imported.length).toBeGreaterThan(1);
      expect(addressesOf(created.get(root) as Resources)).toEqual(expect.arrayContaining(imported));
    }
  });

  test("an adopted resource is imported by the import id that the provider expects", () => {
    const { trailBucket, kmsKeyArn, databaseName, workgroupName, logGroupName } = adopted.config.existing;
    const idsOf = (root: string, type: string) =>
      Object.entries(importsOf(stackOf(root))).flatMap(([to, id]) => (to.startsWith(type) ? [id] : []));

    expect(new Set(idsOf("log-archive", "aws_s3_bucket"))).toEqual(new Set([trailBucket]));
    expect(idsOf("log-archive", "aws_kms_key")).toEqual([kmsKeyArn?.split("/")[1]]);
    expect(idsOf("log-archive", "aws_glue_catalog_database")).toEqual([`${account(2)}:${databaseName}`]);
    expect(idsOf("log-archive", "aws_athena_workgroup")).toEqual([workgroupName]);
    expect(idsOf("management", "aws_cloudtrail")).toEqual([trailArn]);
    expect(idsOf("management", "aws_cloudwatch_log_group")).toEqual([logGroupName]);
  });

  test("an adopted resource of the type log group must have the class Standard, or the plan fails", () => {
    const conditions = stackOf("management")
      .all(CloudwatchLogGroup)
      .flatMap(({ lifecycle }) => lifecycle?.postcondition ?? [])
      .map(({ condition }) => condition);

    expect(conditions).toEqual(['${self.log_group_class == "STANDARD"}']);
  });

  test("an adopted resource is not imported in another mode", () => {
    for (const [, stack] of organization("config/examples/govcloud.yaml").stacks) expect(importsOf(stack)).toEqual({});
  });

  test("an adopted resource is never destroyed by Terraform", () => {
    const isImported = (root: string, resource: Attributes) =>
      Object.keys(importsOf(stackOf(root))).some((address) => address.endsWith(`.${resource["//"].metadata.uniqueId}`));
    const holding = [
      ["log-archive", [AthenaWorkgroup, GlueCatalogDatabase, KmsKey, S3Bucket]],
      ["management", [Cloudtrail, CloudwatchLogGroup]],
    ] as const;
    for (const [root, types] of holding) {
      for (const type of types) {
        const imported = stackOf(root)
          .all(type)
          .filter((resource) => isImported(root, resource));
        expect(imported.map(({ lifecycle }) => [type.tfResourceType, lifecycle?.prevent_destroy])).toEqual([
          [type.tfResourceType, true],
        ]);
      }
    }
  });

  test("an adopted resource of the type bucket keeps exactly the settings of every archive bucket, and the listed settings", () => {
    const settingsOf = (change: Change) =>
      Object.keys(importsOf(oneStack("log-archive", example, change)))
        .flatMap((address) => /^aws_s3_bucket_(\w+)\./.exec(address)?.[1] ?? [])
        .toSorted();
    const always = ["policy", "server_side_encryption_configuration", "versioning"];
    const every = ["publicAccessBlock", "ownership", "lifecycle", "objectLock", "accessLogging"];

    expect(settingsOf({ existing: { trailBucketSettings: [] } })).toEqual(always);
    expect(settingsOf({ existing: { trailBucketSettings: every } })).toEqual(
      [
        ...always,
        "lifecycle_configuration",
        "logging",
        "object_lock_configuration",
        "ownership_controls",
        "public_access_block",
      ].toSorted(),
    );
  });
});

const presentKey = adopted.config.existing.kmsKeyArn ?? "";

/** Returns the policy of the adopted bucket. */
function policyOfBucket(): string {
  const { policy } = stackOf("log-archive")
    .all(S3BucketPolicy)
    .find(({ "//": { metadata } }) => metadata.path.includes("/Trail/"));
  return policy.replaceAll(/\$\{aws_kms_key[^}]+\}/g, presentKey);
}

/** Returns whether the denials allow a caller to write to the adopted bucket. An added statement allows every service to write. */
function putWith(context: Readonly<Record<string, string>>, caller: Caller) {
  const policy = JSON.parse(policyOfBucket());
  const open = { Effect: "Allow", Principal: "*", Action: "s3:PutObject", Resource: `${bucketArn}/*` };
  return evaluate(
    {
      identity: [],
      resource: readPolicy("bucket", "resource", JSON.stringify({ ...policy, Statement: [...policy.Statement, open] })),
    },
    {
      caller,
      action: "s3:PutObject",
      resource: `${bucketArn}/AWSLogs/o-a1b2c3d4e5/${account(3)}/CloudTrail/eu-west-1/2026/01/31/a.json.gz`,
      resourceAccount: account(2),
      context: { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", ...context },
    },
  ).effect;
}

/** Returns whether the trail may write a file to the adopted bucket, with the context that the trail sends. */
function mayDeliver(context: Readonly<Record<string, string>>, source = trailArn) {
  const policy = policyOfBucket();
  const sent = { "aws:SourceArn": source, "aws:SecureTransport": "true", "s3:x-amz-acl": "bucket-owner-full-control" };
  return evaluate(
    { identity: [], resource: readPolicy("bucket", "resource", policy) },
    {
      caller: { kind: "service", service: "cloudtrail.amazonaws.com" },
      action: "s3:PutObject",
      resource: `${bucketArn}/AWSLogs/o-a1b2c3d4e5/${account(3)}/CloudTrail/eu-west-1/2026/01/31/a.json.gz`,
      resourceAccount: account(2),
      context: { ...sent, "s3:TlsVersion": "1.3", ...context },
    },
  ).effect;
}

describe("before the first change of an adopted trail,", () => {
  const algorithm = "s3:x-amz-server-side-encryption";
  const encrypted = (key: string) => ({ [algorithm]: "aws:kms", [`${algorithm}-aws-kms-key-id`]: key });

  test.each([
    ["without a key", {}],
    ["with SSE-S3", { [algorithm]: "AES256" }],
    ["with its earlier key", encrypted(earlierKey)],
  ])("the trail may deliver %s", (_, context) => {
    expect(mayDeliver(context)).toBe("allow");
  });

  test("the trail may not deliver with an unlisted key, and no other trail may deliver", () => {
    expect(mayDeliver(encrypted(arn("kms", "eu-west-1", account(2), "key/other")))).toBe("explicit deny");
    expect(mayDeliver({}, arn("cloudtrail", "eu-west-1", account(1), "trail/other"))).toBe("implicit deny");
  });

  test("no other writer may use the trail's earlier key, even if another statement allows the write", () => {
    const writers = [
      ["the trail", { kind: "service", service: "cloudtrail.amazonaws.com" }, { "aws:SourceArn": trailArn }, "allow"],
      [
        "another trail",
        { kind: "service", service: "cloudtrail.amazonaws.com" },
        { "aws:SourceArn": arn("cloudtrail", "eu-west-1", account(1), "trail/other") },
        "explicit deny",
      ],
      ["another service", { kind: "service", service: "delivery.logs.amazonaws.com" }, {}, "explicit deny"],
    ] as const;
    for (const [writer, caller, source, effect] of writers) {
      expect([writer, putWith({ ...source, ...encrypted(earlierKey) }, caller)]).toEqual([writer, effect]);
      expect([writer, putWith({ ...source, ...encrypted(presentKey) }, caller)]).toEqual([writer, "allow"]);
    }
  });

  test("the key allows the trail to encrypt objects of its own bucket only", () => {
    const [{ policy }] = stackOf("log-archive").all(KmsKey);
    const statement = JSON.parse(policy).Statement.find(
      ({ Sid }: { Sid: string }) => Sid === "AllowCloudTrailEncryptByDefault",
    );

    expect(statement.Condition).toEqual({
      StringEquals: { "aws:SourceArn": trailArn },
      StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] },
    });
  });
});

test("noncurrent versions of older objects, which have no lock, are kept as long as a log", () => {
  const days = (change: Change) =>
    oneStack("log-archive", example, change)
      .all(S3BucketLifecycleConfiguration)
      .find(({ "//": { metadata } }) => metadata.path.includes("/Trail/")).rule[0].noncurrent_version_expiration;

  expect(days({})).toEqual([{ noncurrent_days: 3653 }]);
  expect(days({ archive: { lifecycle: { expireDays: null } } })).toBeUndefined();
});

test("the detections protect the adopted bucket and the adopted database", () => {
  const patternOf = (id: string) =>
    detectionsOf(adopted.config).find((detection) => detection.id === id)?.pattern ?? "";

  expect(patternOf("archive-guard-removed")).toContain('$.requestParameters.bucketName = "acme-cloudtrail-logs"');
  expect(patternOf("archive-settings-changed")).toContain('$.requestParameters.bucketName = "acme-cloudtrail-logs"');
  expect(patternOf("archive-settings-changed")).toContain('$.requestParameters.databaseName = "cloudtrail"');
  expect(patternOf("trail-log-group-tampering")).toContain("*aws-cloudtrail-logs-");
});

describe("a trail bucket that its owner manages", () => {
  const change = {
    existing: { trailArn, trailBucket: undefined, kmsKeyArn: undefined },
    archive: { existing: "acme-cloudtrail-logs" },
    notifications: { silence: { archiveMetrics: false } },
  };
  const resources = oneStack("log-archive", example, change);

  test("a trail bucket that its owner manages is part of no resource", () => {
    const text = JSON.stringify(resources.json.resource, (key, value) =>
      // Tables read the bucket, and the policies of readers contain it
      ["aws_glue_catalog_table", "aws_iam_policy"].includes(key) ? undefined : value,
    );

    expect(resources.all(S3Bucket).map(({ bucket }) => bucket)).not.toContain("acme-cloudtrail-logs");
    expect(text).not.toMatch(/"bucket":\s*"acme-cloudtrail-logs"/);
    expect(Object.values(importsOf(resources))).not.toContain("acme-cloudtrail-logs");
  });

  test("a trail bucket that its owner manages is the destination of the trail", () => {
    const trail = oneStack("management", example, change).one(Cloudtrail);

    expect([trail.s3_bucket_name, trail.s3_key_prefix]).toEqual(["acme-cloudtrail-logs", undefined]);
  });
});

test("an adopted key with a bucket that its owner manages encrypts by default too, and readers may decrypt older files", () => {
  const owners: Change = {
    existing: { trailBucket: undefined, trailBucketSettings: undefined },
    archive: { existing: "acme-cloudtrail-logs", readerRoleArns: [arn("iam", "", account(2), "role/auditor")] },
    notifications: { silence: { archiveMetrics: false } },
  };
  const [{ policy }] = oneStack("log-archive", example, owners).all(KmsKey);
  const statements: { readonly Sid: string }[] = JSON.parse(policy).Statement;
  const textOf = (sid: string) => JSON.stringify(statements.find(({ Sid }) => Sid === sid));

  expect(textOf("AllowCloudTrailEncryptByDefault")).toContain(arn("s3", "", "", "acme-cloudtrail-logs"));
  expect(textOf("AllowReadersDecryptArchives")).toContain(arn("s3", "", "", "acme-cloudtrail-logs"));
});
