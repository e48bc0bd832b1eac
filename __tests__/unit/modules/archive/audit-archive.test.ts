import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { TerraformOutput } from "cdktf";
import { AuditArchive } from "../../../../modules/archive/audit-archive";
import type { AuditArchiveProps } from "../../../../modules/archive/audit-archive-props";
import type { PolicyStatement } from "../../../../modules/iam/policy-document";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const organizationId = "o-a1b2c3d4e5";
const bucketName = "acme-network-logs";
const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-trail");
const auditor = arn("iam", "", account(4), "role/auditor");
const deployer = arn("iam", "", account(2), "role/deployer");

const archive = (props: Partial<AuditArchiveProps> = {}) =>
  synth((scope) => {
    const built = new AuditArchive(scope, "Archive", {
      namePrefix: "acme",
      bucketName,
      accountId: account(2),
      region: "eu-west-1",
      organizationId,
      writers: { flowLogs: true },
      ...props,
    });
    for (const name of ["bucketName", "bucketArn", "keyArn", "accessLogBucketName"] as const)
      new TerraformOutput(scope, name, { value: built[name], staticId: true });
    new TerraformOutput(scope, "policy", { value: built.policy.fqn, staticId: true });
  });
const policies = (props: Partial<AuditArchiveProps> = {}) => {
  const [accessLogs = [], logs = []] = archive(props)
    .all(S3BucketPolicy)
    .map(({ policy }): PolicyStatement[] => JSON.parse(policy).Statement);
  const key: PolicyStatement[] = JSON.parse(archive(props).one(KmsKey).policy).Statement;
  return { accessLogs, logs, key };
};
const sids = (statements: readonly PolicyStatement[]) => statements.map(({ Sid }) => Sid);

describe("AuditArchive", () => {
  test("fulfils the matchers of CDKTF, with which users test their stacks", () => {
    const synthesized = JSON.stringify(archive().json);

    expect(synthesized).toHaveProviderWithProperties(AwsProvider, { region: "eu-west-1" });
    expect(synthesized).toHaveResourceWithProperties(S3Bucket, { bucket: bucketName });
    expect(synthesized).not.toHaveResourceWithProperties(S3Bucket, { bucket: "acme-other-logs" });
    expect(synthesized).toHaveResource(KmsAlias);
    expect(synthesized).toHaveDataSource(DataAwsOrganizationsOrganization);
  });

  test("has two buckets, both private, versioned and protected from destruction", () => {
    const resources = archive();

    expect(resources.all(S3Bucket)).toEqual([
      expect.objectContaining({ bucket: `${bucketName}-access-logs`, lifecycle: { prevent_destroy: true } }),
      expect.objectContaining({ bucket: bucketName, lifecycle: { prevent_destroy: true } }),
    ]);
    expect(resources.all(S3BucketPublicAccessBlock)).toHaveLength(2);
    for (const block of resources.all(S3BucketPublicAccessBlock)) {
      expect(block).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
    }
    expect(
      resources.all(S3BucketVersioningA).map(({ versioning_configuration }) => versioning_configuration.status),
    ).toEqual(["Enabled", "Enabled"]);
  });

  test("encrypts the logs with its key, and the access logs with SSE-S3", () => {
    const [accessLogs, logs] = archive()
      .all(S3BucketServerSideEncryptionConfigurationA)
      .map(({ rule }) => rule[0]);

    expect(accessLogs).toEqual({ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } });
    expect(logs).toEqual({
      apply_server_side_encryption_by_default: {
        sse_algorithm: "aws:kms",
        kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\.Archive_Key_\w+\.arn\}$/),
      },
      bucket_key_enabled: true,
    });
  });

  test("has no S3 Bucket Key for a trail, because the key policy requires CloudTrail's encryption context", () => {
    const [, logs] = archive({ writers: { trailArn } }).all(S3BucketServerSideEncryptionConfigurationA);

    expect(logs.rule[0].bucket_key_enabled).toBe(false);
  });

  test("enables key rotation, names the key after the bucket, and destroys the key only after the bucket", () => {
    const resources = archive();

    expect(resources.one(KmsKey)).toMatchObject({ enable_key_rotation: true, lifecycle: { prevent_destroy: true } });
    expect(resources.one(KmsAlias).name).toBe(`alias/${bucketName}`);
    expect(resources.all(S3Bucket)[1].depends_on).toEqual([expect.stringMatching(/^aws_kms_key\.Archive_Key_/)]);
    expect(archive({ keyAlias: "alias/acme" }).one(KmsAlias).name).toBe("alias/acme");
  });

  test("locks only an archive of trail logs by default, for a year; `lock` sets another mode and duration", () => {
    const locks = (props: Partial<AuditArchiveProps> = {}) =>
      archive(props)
        .all(S3BucketObjectLockConfigurationA)
        .map(({ rule }) => rule.default_retention);

    expect(locks({ writers: { trailArn } })).toEqual([{ mode: "GOVERNANCE", days: 365 }]);
    expect(locks({ writers: { trailArn, flowLogs: false, loadBalancerAccountIds: [account(3)] } })).toHaveLength(1);
    expect(locks({ writers: { trailArn }, lock: "none" })).toEqual([]);
    expect(locks()).toEqual([]);
    expect(locks({ writers: { trailArn, flowLogs: true } })).toEqual([]);
    expect(locks({ lock: { mode: "COMPLIANCE", days: 30 } })).toEqual([{ mode: "COMPLIANCE", days: 30 }]);
  });

  test("keeps logs for seven years in storage classes that Athena reads, and access logs for 90 days", () => {
    const [accessLogs, logs] = archive({ writers: { trailArn } })
      .all(S3BucketLifecycleConfiguration)
      .map(({ rule }) => rule[0]);

    expect(logs).toMatchObject({
      transition: [
        { days: 90, storage_class: "STANDARD_IA" },
        { days: 365, storage_class: "GLACIER_IR" },
      ],
      expiration: [{ days: 2557 }],
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
    });
    expect(accessLogs).toMatchObject({
      expiration: [{ days: 90 }],
      noncurrent_version_expiration: [{ noncurrent_days: 90 }],
    });
  });

  test.each([
    ["a role of an account writes", { writers: { applicationLogs: true }, lock: { mode: "GOVERNANCE", days: 365 } }],
    ["the archive is not locked", { writers: { trailArn }, lock: "none" }],
  ] as const)("keeps overwritten versions as long as logs if %s", (_, props) => {
    const [, logs] = archive(props).all(S3BucketLifecycleConfiguration);

    expect(logs.rule[0].noncurrent_version_expiration).toEqual([{ noncurrent_days: 2557 }]);
  });

  test("uses a given lifecycle", () => {
    const lifecycle = { expireDays: 400, noncurrentDays: 400, abortIncompleteUploadDays: 1 };
    const [, logs] = archive({ lifecycle }).all(S3BucketLifecycleConfiguration);

    expect(logs.rule[0]).toMatchObject({ transition: [], expiration: [{ days: 400 }] });
  });

  test("enables access logging after S3 may deliver access logs", () => {
    expect(archive().one(S3BucketLoggingA)).toMatchObject({
      target_prefix: "s3-access-logs/",
      depends_on: [expect.stringMatching(/^aws_s3_bucket_policy\.Archive_AccessLogs_/)],
    });
  });

  test("denies access only after the account is verified to be in the organization", () => {
    const resources = archive();
    const [{ lifecycle }] = resources.data(DataAwsOrganizationsOrganization);

    expect(lifecycle.postcondition[0].condition).toContain(organizationId);
    for (const { depends_on } of resources.all(S3BucketPolicy)) {
      expect(depends_on).toContainEqual(
        expect.stringMatching(/^data\.aws_organizations_organization\.Archive_Organization_/),
      );
    }
  });

  test("denies access from outside the organization, deletion and forgery in both buckets", () => {
    const denied = [
      "DenyOutsideOrganization",
      "DenyDeletion",
      "DenyForgery",
      "DenyPlainHttp",
      "DenyCustomerProvidedKey",
    ];
    const { accessLogs, logs } = policies();

    expect(sids(logs)).toEqual(expect.arrayContaining(denied));
    expect(sids(accessLogs)).toEqual(expect.arrayContaining(denied));
    for (const { Effect, Sid } of [...logs, ...accessLogs].filter(({ Sid: sid }) => denied.includes(sid))) {
      expect({ Effect, Sid }).toEqual({ Effect: "Deny", Sid });
    }
  });

  test("allows only its writers to use the bucket and the key", () => {
    const { accessLogs, logs, key } = policies();
    const allowed = (statements: readonly PolicyStatement[]) =>
      sids(statements.filter(({ Effect }) => Effect === "Allow"));

    expect(allowed(logs)).toEqual(["AWSLogDeliveryAclCheck", "AWSLogDeliveryWrite"]);
    expect(allowed(key)).toEqual(["AccountAdministration", "AllowOrganizationDescribeKey", "AllowLogDeliveryEncrypt"]);
    expect(allowed(accessLogs)).toEqual(["S3ServerAccessLogsPolicy"]);
  });

  test("allows readers to read and decrypt, only through S3 and only from this bucket", () => {
    const { accessLogs, logs, key } = policies({ readerRoleArns: [auditor] });

    expect(logs.filter(({ Sid }) => Sid === "Readers").map(({ Principal }) => Principal)).toEqual([{ AWS: [auditor] }]);
    expect(key.find(({ Sid }) => Sid === "AllowReadersDecryptArchives")?.Condition).toEqual({
      StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
      StringLike: {
        "kms:EncryptionContext:aws:s3:arn": [arn("s3", "", "", bucketName), `${arn("s3", "", "", bucketName)}/*`],
      },
    });
    expect(JSON.stringify(accessLogs)).not.toContain(auditor);
  });

  test("allows only its administrators to change buckets and key, if administrators are given", () => {
    const { accessLogs, logs, key } = policies({ administratorRoleArns: [deployer] });
    const guards = [accessLogs, logs, key].map((statements) => statements.find(({ Sid }) => Sid === "DenyWeakening"));

    expect(guards).toHaveLength(3);
    for (const guard of guards) {
      expect(guard?.Condition).toEqual({ ArnNotEquals: { "aws:PrincipalArn": [deployer] } });
    }
    expect(Object.values(policies()).flatMap(sids)).not.toContain("DenyWeakening");
  });

  test("AuditArchive can be destroyed if preventDestroy is false, and still denies forged logs", () => {
    const props = { preventDestroy: false, administratorRoleArns: [deployer] };
    const { accessLogs, logs, key } = policies(props);
    const found = sids([...accessLogs, ...logs, ...key]);

    expect(found.filter((sid) => ["DenyDeletion", "DenyWeakening"].includes(sid))).toEqual([]);
    expect(found.filter((sid) => sid === "DenyForgery")).toHaveLength(2);
    for (const { force_destroy, lifecycle } of archive(props).all(S3Bucket)) {
      expect({ force_destroy, lifecycle }).toEqual({ force_destroy: true, lifecycle: { prevent_destroy: false } });
    }
    expect(archive(props).one(KmsKey).lifecycle).toEqual({ prevent_destroy: false });
  });

  test.each([
    ["cn-north-1", "aws-cn", "s3.cn-north-1.amazonaws.com.cn"],
    ["us-gov-west-1", "aws-us-gov", "s3.us-gov-west-1.amazonaws.com"],
  ])("contains no ARN of another partition in %s", (region, partition, via) => {
    const text = JSON.stringify(policies({ region, writers: { awsConfig: true } }));

    expect(text).toContain(`arn:${partition}:s3:::${bucketName}`);
    expect(text).toContain(via);
    expect(text).not.toContain(arn("s3", "", "", ""));
    expect(text).not.toContain(arn("iam", "", "", ""));
  });

  test("outputs its names", () => {
    const { output } = archive().json;

    expect(output.bucketName.value).toBe(bucketName);
    expect(output.bucketArn.value).toBe(arn("s3", "", "", bucketName));
    expect(output.keyArn.value).toMatch(/^\$\{aws_kms_key\.Archive_Key_/);
    expect(output.accessLogBucketName.value).toBe(`${bucketName}-access-logs`);
    expect(output.policy.value).toMatch(/^\$\{aws_s3_bucket_policy\.Archive_/);
  });
});
