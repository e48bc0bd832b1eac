import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { PolicyStatement } from "../../../modules/iam/policy-document";
import { type Organization, oneStack, organization, stackOf } from "../../support/organization";
import type { Resources } from "../../support/synth";

/** Guarantees of the README about the resources of the accounts, for every root of an example. */
const example = organization();
const everything = organization("config/examples/everything.yaml");

test("The log-archive and management accounts refuse to be deployed to another organization.", () => {
  for (const stack of ["log-archive", "management"]) {
    const guards = stackOf(example, stack).data(DataAwsOrganizationsOrganization);
    const conditions = guards.flatMap(({ lifecycle }) => lifecycle.postcondition).map(({ condition }) => condition);

    expect(conditions).toContain(`\${self.id == "${example.config.organizationId}"}`);
  }
});

const lockedBuckets = (archive: Resources) =>
  archive.all(S3BucketObjectLockConfigurationA).map(({ bucket }) => /\.(\w+)_/.exec(bucket)?.[1]);

test("The trail archive is locked, unless the lock is disabled.", () => {
  const unlocked = oneStack("log-archive", "config/example.yaml", { archive: { lock: { mode: "none" } } });

  expect(lockedBuckets(stackOf(example, "log-archive"))).toContain("Archives_Trail");
  expect(lockedBuckets(unlocked)).toEqual([]);
});

/** Services that the archives and their key allow by default, besides readers. */
const defaultWriters = [
  "cloudtrail.amazonaws.com",
  "config.amazonaws.com",
  "delivery.logs.amazonaws.com",
  "logging.s3.amazonaws.com",
  "logs.eu-west-1.amazonaws.com",
  "s3.amazonaws.com",
];

test("By default the archives accept the trail, AWS Config, access logs, lists of versions, and flow and query logs that teams create.", () => {
  const archive = stackOf(example, "log-archive");
  const statements: PolicyStatement[] = [...archive.all(S3BucketPolicy), ...archive.all(KmsKey)].flatMap(
    ({ policy }) => JSON.parse(policy).Statement,
  );
  const services = statements
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Principal }) => (typeof Principal === "object" ? [Principal["Service"] ?? []].flat() : []));

  expect([...new Set(services)].toSorted()).toEqual(defaultWriters);
});

/** Resource types that collect a log themselves. */
const collectors = /^aws_(flow_log|kinesis_firehose|route53_resolver_query|wafv2|ssm_document|cloudwatch_log_sub)/;
const collectorsOf = ({ stacks }: Organization) =>
  [...stacks.values()].flatMap(({ json }) => Object.keys(json.resource).filter((type) => collectors.test(type)));

test("By default no flow log, query log, stream or session document is created.", () => {
  expect(collectorsOf(example)).toEqual([]);
  expect(new Set(collectorsOf(everything)).size).toBeGreaterThan(4);
});

test("An object that is deleted in the Config archive stays in its locked copy, if there is one.", () => {
  const copied = { archive: { configArchive: { lockedCopy: { enabled: true } } } };
  const archive = oneStack("log-archive", "config/example.yaml", copied);
  const [rule] = archive.one(S3BucketReplicationConfigurationA).rule;

  expect(rule.delete_marker_replication).toEqual({ status: "Disabled" });
  expect(lockedBuckets(archive)).toContain("Archives_ConfigCopy_Bucket");
});
