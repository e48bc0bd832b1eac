import { accessLogDelivery } from "../../modules/iam/grants/access-logs";
import { configDelivery, configEncryption } from "../../modules/iam/grants/aws-config";
import { accountAdministration, organizationLookup } from "../../modules/iam/grants/key-administration";
import { logGroupEncryption } from "../../modules/iam/grants/log-groups";
import { archiveReaders, readerDecryption } from "../../modules/iam/grants/readers";
import { trailDelivery, trailEncryption } from "../../modules/iam/grants/trail";
import { versionListDelivery } from "../../modules/iam/grants/version-lists";
import { vendedLogDelivery, vendedLogEncryption } from "../../modules/iam/grants/vended-logs";
import { alarmPublishing, machineLogDelivery, trailPublishing } from "../../modules/iam/publishing-grants";
import { account, arn, partition } from "../../sample-data/values";

export const organizationId = "o-a1b2c3d4e5";
export const thisBucket = arn("s3", "", "", "acme-archive");
export const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail");
export const logGroupArn = arn("logs", "eu-west-1", account(1), "log-group:acme-organization-trail");
export const s3ViaService = "s3.eu-west-1.amazonaws.com";
export const readers = [arn("iam", "", account(4), "role/auditor")];
export const archives = ["config-archive", "service-logs"].map((name) => arn("s3", "", "", `acme-${name}`));
export const sources = ["trail", "config"].map((name) => arn("s3", "", "", `acme-${name}-archive`));

const managementAccountId = account(1);
const roleName = "acme-config-recorder";

/** The grants of modules/iam/grants with the values of an archive. */
export const grants = {
  accountAdministration: (ofPartition = partition) => accountAdministration(ofPartition, account(2)),

  trailDelivery: () =>
    trailDelivery({ bucketArn: thisBucket, prefix: "cloudtrail-logs", trailArn, managementAccountId, organizationId }),
  trailEncryption: (ofPartition = partition) => trailEncryption(ofPartition, trailArn, managementAccountId),

  configDelivery: (ofPartition = partition) =>
    configDelivery({
      partition: ofPartition,
      bucketArn: thisBucket,
      prefix: "config-logs",
      organizationId,
      roleName,
    }),
  configEncryption: (ofPartition = partition) =>
    configEncryption({ partition: ofPartition, organizationId, roleName, s3ViaService }),

  vendedLogDelivery: (ofPartition = partition) =>
    vendedLogDelivery({
      partition: ofPartition,
      bucketArn: thisBucket,
      prefixes: ["flow-logs", "dns-logs"],
      organizationId,
    }),
  vendedLogEncryption: (ofPartition = partition) => vendedLogEncryption(ofPartition, organizationId),

  accessLogDelivery: () =>
    accessLogDelivery({
      bucketArn: thisBucket,
      prefix: "s3-access-logs",
      sourceAccountId: account(2),
      sourceBucketArns: sources,
    }),

  versionListDelivery: () =>
    versionListDelivery({
      bucketArn: thisBucket,
      prefix: "s3-version-lists",
      sourceAccountId: account(2),
      sourceBucketArns: sources,
    }),

  archiveReaders: () => archiveReaders(thisBucket, readers),
  readerDecryption: (roleArns: readonly string[] = readers) =>
    readerDecryption({ roleArns, s3ViaService, archiveBucketArns: archives }),
};

/** Every statement that the policy of a bucket may contain. */
export const bucketGrants = [
  ...grants.trailDelivery(),
  ...grants.configDelivery(),
  ...grants.vendedLogDelivery(),
  ...grants.accessLogDelivery(),
  ...grants.versionListDelivery(),
  ...grants.archiveReaders(),
];

/** Every statement that the policy of a key may contain. */
export const keyGrants = [
  grants.accountAdministration(),
  ...grants.trailEncryption(),
  ...grants.configEncryption(),
  grants.vendedLogEncryption(),
  ...grants.readerDecryption(),
  organizationLookup(organizationId),
  logGroupEncryption("logs.eu-west-1.amazonaws.com", logGroupArn),
  ...alarmPublishing(account(1)),
  trailPublishing(trailArn),
  machineLogDelivery(partition, "eu-west-1", account(1)),
];
