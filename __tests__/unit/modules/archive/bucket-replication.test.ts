import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { TerraformOutput } from "cdktf";
import {
  BucketReplication,
  type BucketReplicationProps,
  type ReplicatedBucket,
} from "../../../../modules/archive/bucket-replication";
import type { PolicyStatement } from "../../../../modules/iam/policy-document";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const bucket = (name: string, changes: Partial<ReplicatedBucket> = {}): ReplicatedBucket => ({
  bucketName: name,
  bucketArn: arn("s3", "", "", name),
  ...changes,
});
const key = (name: string) => arn("kms", "eu-west-1", account(2), `key/${name}`);
const from = bucket("acme-config", { kmsKeyArn: key("from") });
const to = bucket("acme-copy", { kmsKeyArn: key("to") });

const replication = (props: Partial<BucketReplicationProps> = {}) =>
  synth((scope) => {
    const { dimensions, ready } = new BucketReplication(scope, "Replication", {
      roleName: "acme-replication",
      source: from,
      destination: to,
      s3ViaService: "s3.eu-west-1.amazonaws.com",
      dependsOn: [{ fqn: "aws_s3_bucket_versioning.from" }, { fqn: "aws_s3_bucket_versioning.to" }],
      ...props,
    });
    new TerraformOutput(scope, "dimensions", { value: dimensions, staticId: true });
    new TerraformOutput(scope, "ready", { value: ready.fqn, staticId: true });
  });
const ruleOf = (props: Partial<BucketReplicationProps> = {}) => {
  const [rule, ...others] = replication(props).one(S3BucketReplicationConfigurationA).rule;
  expect(others).toEqual([]);
  return rule;
};
const statements = (props: Partial<BucketReplicationProps> = {}): PolicyStatement[] =>
  JSON.parse(replication(props).one(IamRolePolicy).policy).Statement;
const statement = (sid: string, props: Partial<BucketReplicationProps> = {}) =>
  statements(props).find(({ Sid }) => Sid === sid);

describe("BucketReplication", () => {
  test("replicates the whole bucket with metrics, but does not replicate deletions", () => {
    expect(ruleOf()).toMatchObject({
      id: "everything",
      status: "Enabled",
      filter: { prefix: "" },
      delete_marker_replication: { status: "Disabled" },
      destination: { bucket: to.bucketArn, metrics: { status: "Enabled" } },
    });
    expect(replication().one(S3BucketReplicationConfigurationA).bucket).toBe("acme-config");
  });

  test("BucketReplication also replicates objects that are encrypted with KMS, and encrypts replicas with the destination's key", () => {
    expect(ruleOf()).toMatchObject({
      source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
      destination: { encryption_configuration: { replica_kms_key_id: key("to") } },
    });
  });

  test("configures no key if the destination has none", () => {
    const rule = ruleOf({ source: bucket("a"), destination: bucket("b") });

    expect(rule.source_selection_criteria).toBeUndefined();
    expect(rule.destination.encryption_configuration).toBeUndefined();
  });

  test("does not change the owner of a replica, because the destination has no ACLs", () => {
    expect(ruleOf().destination).not.toHaveProperty("access_control_translation");
    expect(ruleOf().destination).not.toHaveProperty("account");
  });

  test("depends on the policy of its role and on versioning", () => {
    expect(replication().one(S3BucketReplicationConfigurationA).depends_on).toEqual([
      expect.stringMatching(/^aws_iam_role_policy\.Replication_RolePolicy_/),
      "aws_s3_bucket_versioning.from",
      "aws_s3_bucket_versioning.to",
    ]);
  });

  test("outputs the dimensions of its metrics, and a resource on which others depend", () => {
    const { output } = replication().json;

    expect(output.dimensions.value).toEqual({
      SourceBucket: "acme-config",
      DestinationBucket: "acme-copy",
      RuleId: "everything",
    });
    expect(output.ready.value).toMatch(/^\$\{aws_s3_bucket_replication_configuration\.Replication_\w+\}$/);
  });

  test("keeps the addresses of its resources", () => {
    const addresses = Object.values(replication().json.resource).flatMap((named) => Object.keys(named as object));

    expect(addresses.map((name) => name.replace(/_[A-Z0-9]{8}$/, "")).toSorted()).toEqual([
      "Replication",
      "Replication_Role",
      "Replication_RolePolicy",
    ]);
  });

  test("fails when objects are encrypted with KMS and the destination has no key", () => {
    expect(() => replication({ destination: bucket("acme-copy") })).toThrow(
      "the objects of acme-config are encrypted with a key, so their replicas need a key too; set the key of destination",
    );
  });
});

describe("the role of a BucketReplication", () => {
  test("the role of a BucketReplication can be assumed only by S3, and is the role of the replication", () => {
    const role = replication().one(IamRole);
    const [trust, ...others] = JSON.parse(role.assume_role_policy).Statement;

    expect(role.name).toBe("acme-replication");
    expect(others).toEqual([]);
    expect(trust).toEqual({ Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: "sts:AssumeRole" });
    expect(replication().one(S3BucketReplicationConfigurationA).role).toMatch(/^\$\{aws_iam_role\.Replication_Role_/);
  });

  test("the role of a BucketReplication may do exactly what S3 documents, and may neither delete objects nor change the owner of a replica", () => {
    expect(statements().map(({ Effect, Action, Resource }) => [Effect, Action, Resource])).toEqual([
      ["Allow", ["s3:GetReplicationConfiguration", "s3:ListBucket"], from.bucketArn],
      [
        "Allow",
        ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
        `${from.bucketArn}/*`,
      ],
      ["Allow", ["s3:ReplicateObject"], `${to.bucketArn}/*`],
      ["Allow", ["kms:Decrypt"], key("from")],
      ["Allow", ["kms:Decrypt", "kms:Encrypt"], key("to")],
    ]);
  });

  test("the role of a BucketReplication may read retentions and legal holds if the source bucket can have them", () => {
    const { Action } = statement("ReadObjects", { source: { ...from, isLocked: true } }) ?? {};

    expect(Action).toEqual(expect.arrayContaining(["s3:GetObjectRetention", "s3:GetObjectLegalHold"]));
    expect(Action).toHaveLength(5);
  });

  test("the role of a BucketReplication may use no key if there is none", () => {
    const actions = statements({ source: bucket("a"), destination: bucket("b") }).flatMap(({ Action }) => Action);

    expect(actions.filter((action) => action.startsWith("kms:"))).toEqual([]);
  });

  test.each([
    ["the bucket ARN, if a bucket key is used", undefined, from.bucketArn, to.bucketArn],
    ["the bucket ARN, if a bucket key is explicitly enabled", true, from.bucketArn, to.bucketArn],
    ["the object ARNs, if no bucket key is used", false, `${from.bucketArn}/*`, `${to.bucketArn}/*`],
  ])(
    "the role of a BucketReplication may use keys only through S3, with this encryption context: %s",
    (_, bucketKey, source, destination) => {
      const changes = { source: { ...from, bucketKey }, destination: { ...to, bucketKey } } as BucketReplicationProps;
      const condition = (context: string) => ({
        StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": context },
      });

      expect(statement("DecryptObjects", changes)?.Condition).toEqual(condition(source));
      expect(statement("EncryptReplicas", changes)?.Condition).toEqual(condition(destination));
    },
  );

  test("the role of a BucketReplication may decrypt with the destination's key only if the destination uses a bucket key", () => {
    expect(statement("EncryptReplicas", { destination: { ...to, bucketKey: false } })?.Action).toEqual(["kms:Encrypt"]);
  });
});

describe("BucketReplication to another region", () => {
  test("encrypts through S3 of the destination's region, and decrypts through S3 of the source's region", () => {
    const other = { destinationS3ViaService: "s3.eu-central-1.amazonaws.com" };
    const via = (sid: string) => statement(sid, other)?.Condition?.StringEquals?.["kms:ViaService"];

    expect([via("DecryptObjects"), via("EncryptReplicas")]).toEqual([
      "s3.eu-west-1.amazonaws.com",
      "s3.eu-central-1.amazonaws.com",
    ]);
  });

  test("replicates within 15 minutes only with time control, which also sets a threshold of its metrics", () => {
    expect(ruleOf({ timeControl: true }).destination).toMatchObject({
      metrics: { status: "Enabled", event_threshold: { minutes: 15 } },
      replication_time: { status: "Enabled", time: { minutes: 15 } },
    });
    expect(ruleOf().destination).not.toHaveProperty("replication_time");
    expect(ruleOf().destination.metrics).toEqual({ status: "Enabled" });
  });

  test("BucketReplication to another region never replicates changes of replicas", () => {
    expect(JSON.stringify([ruleOf(), ruleOf({ timeControl: true })])).not.toContain("replica_modifications");
  });

  test("decrypts objects with and without a bucket key, and objects that CloudTrail encrypted if there are any", () => {
    const either = { source: { ...from, bucketKey: "either", hasTrailFiles: true } } as const;

    expect(statement("DecryptObjects", either)?.Condition?.StringLike).toEqual({
      "kms:EncryptionContext:aws:s3:arn": [from.bucketArn, `${from.bucketArn}/*`],
    });
    expect(statement("DecryptTrailFiles", either)).toMatchObject({
      Action: ["kms:Decrypt"],
      Condition: {
        StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
        Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" },
      },
    });
    expect(statement("DecryptTrailFiles")).toBeUndefined();
  });
});
