import { deliveringRoles } from "../../log-sources/delivering-roles";
import { configDelivery, configEncryption } from "../iam/grants/aws-config";
import { externalTrailDelivery, externalTrailEncryption } from "../iam/grants/external-trails";
import { type FirehoseDelivery, firehoseDelivery, firehoseEncryption } from "../iam/grants/firehose";
import { replicaDelivery } from "../iam/grants/replicas";
import { transcriptDelivery, transcriptEncryption } from "../iam/grants/session-nodes";
import { trailDefaultEncryption, trailDelivery, trailEncryption } from "../iam/grants/trail";
import { vendedLogDelivery, vendedLogEncryption } from "../iam/grants/vended-logs";
import { webAclLogDelivery, webAclLogEncryption } from "../iam/grants/web-acl-logs";
import type { LogWriter, WrittenArchive } from "./log-writer";

/** `kms:ViaService` value of S3 in the region of the archive. */
const s3ViaService = ({ region, partition }: WrittenArchive) => `s3.${region}.${partition.dnsSuffix}`;

const organizationOf = ({ partition, organizationId }: WrittenArchive) => ({
  partition: partition.name,
  organizationId,
});

const ownRole = ({ partition, accountId }: WrittenArchive, roleName: string) => ({
  roleArn: `arn:${partition.name}:iam::${accountId}:role/${roleName}`,
});

/** The trail of an organization. Its account is the account in its ARN. */
const organizationTrail: LogWriter = {
  bucketStatements: ({ bucketArn, prefixes, organizationId, writers: { trailArn } }) =>
    trailArn === undefined
      ? []
      : trailDelivery({
          bucketArn,
          prefix: prefixes.trail,
          trailArn,
          managementAccountId: accountOf(trailArn),
          organizationId,
        }),
  keyStatements: ({ partition, bucketArn, hasEarlierLogs, writers: { trailArn } }) =>
    trailArn === undefined
      ? []
      : [
          ...trailEncryption(partition.name, trailArn, accountOf(trailArn)),
          ...(hasEarlierLogs ? [trailDefaultEncryption(trailArn, bucketArn)] : []),
        ],
};

const accountOf = (arn: string): string => arn.split(":")[4] ?? "";

/** Name of the role of the recorders. Undefined if the recorders have the service-linked role. */
const recorderRole = ({ writers, namePrefix }: WrittenArchive) =>
  writers.awsConfig === "serviceLinkedRole" ? undefined : deliveringRoles(namePrefix).awsConfig;

const isOn = (value: boolean | string | undefined): boolean => value !== undefined && value !== false;

const awsConfig: LogWriter = {
  bucketStatements: (archive) =>
    isOn(archive.writers.awsConfig)
      ? configDelivery({
          ...organizationOf(archive),
          bucketArn: archive.bucketArn,
          prefix: archive.prefixes.awsConfig,
          roleName: recorderRole(archive),
        })
      : [],
  keyStatements: (archive) =>
    isOn(archive.writers.awsConfig)
      ? configEncryption({
          ...organizationOf(archive),
          roleName: recorderRole(archive),
          s3ViaService: s3ViaService(archive),
        })
      : [],
  ownWriters: (archive) => {
    const roleName = recorderRole(archive);
    return isOn(archive.writers.awsConfig) && roleName !== undefined ? ownRole(archive, roleName) : {};
  },
  overwrites: (writers) => isOn(writers.awsConfig),
};

/** Key prefixes of the logs that AWS's log delivery writes for VPCs, Route 53 Resolver and transit gateways. */
function vendedPrefixes({ writers, prefixes }: WrittenArchive): string[] {
  return (["flowLogs", "dnsQueryLogs", "transitGatewayFlowLogs"] as const)
    .filter((kind) => writers[kind] === true)
    .map((kind) => prefixes[kind]);
}

const vendedLogs: LogWriter = {
  bucketStatements: (archive) => {
    const prefixes = vendedPrefixes(archive);
    const { bucketArn } = archive;
    return prefixes.length === 0 ? [] : vendedLogDelivery({ ...organizationOf(archive), bucketArn, prefixes });
  },
  keyStatements: (archive) =>
    vendedPrefixes(archive).length === 0 ? [] : [vendedLogEncryption(archive.partition.name, archive.organizationId)],
};

const webAclLogs: LogWriter = {
  bucketStatements: (archive) =>
    archive.writers.webAclLogs === true ? webAclLogDelivery(archive.bucketArn, organizationOf(archive)) : [],
  keyStatements: (archive) => (archive.writers.webAclLogs === true ? webAclLogEncryption(organizationOf(archive)) : []),
};

const transcripts = ({ bucketArn, prefixes, organizationId }: WrittenArchive) => ({
  bucketArn,
  prefix: prefixes.sessions,
  organizationId,
});

/** Every role of an account can be the role of a node. */
const sessions: LogWriter = {
  bucketStatements: (archive) => (isOn(archive.writers.sessions) ? transcriptDelivery(transcripts(archive)) : []),
  keyStatements: (archive) =>
    isOn(archive.writers.sessions) ? [transcriptEncryption(transcripts(archive), s3ViaService(archive))] : [],
  ownWriters: ({ writers, prefixes, accountId }) =>
    writers.sessions === true ? { prefix: `${prefixes.sessions}/AWSLogs/${accountId}/sessions` } : {},
  overwrites: (writers) => isOn(writers.sessions),
};

/** A kind of log that Firehose delivers from every account. */
function firehoseWriter(kind: "securityHubFindings" | "applicationLogs", sidInfix: string): LogWriter {
  const delivery = (archive: WrittenArchive): FirehoseDelivery => ({
    ...organizationOf(archive),
    sidInfix,
    bucketArn: archive.bucketArn,
    prefixes: [archive.prefixes[kind], `${archive.prefixes.failedDeliveries}/${archive.prefixes[kind]}`],
    roleName: deliveringRoles(archive.namePrefix)[kind],
  });
  return {
    bucketStatements: (archive) => (archive.writers[kind] === true ? firehoseDelivery(delivery(archive)) : []),
    keyStatements: (archive) =>
      archive.writers[kind] === true ? [firehoseEncryption(delivery(archive), s3ViaService(archive))] : [],
    ownWriters: (archive) =>
      archive.writers[kind] === true ? ownRole(archive, deliveringRoles(archive.namePrefix)[kind]) : {},
    overwrites: (writers) => writers[kind] === true,
  };
}

const externalTrails: LogWriter = {
  bucketStatements: ({ bucketArn, prefixes, writers: { externalTrails: trails } }) =>
    trails ? externalTrailDelivery({ ...trails, bucketArn, prefix: prefixes.trail }) : [],
  keyStatements: ({ partition, writers: { externalTrails: trails } }) =>
    trails ? externalTrailEncryption({ ...trails, partition: partition.name }) : [],
};

/** The role that replicates another archive. A role of the archive's own account needs no grant. */
const replication: LogWriter = {
  bucketStatements: ({ accountId, writers: { replicator } }) =>
    replicator === undefined || replicator.accountId === accountId ? [] : replicaDelivery(replicator),
  ownWriters: ({ accountId, writers: { replicator } }) =>
    replicator?.accountId === accountId ? { roleArn: replicator.roleArn } : {},
  overwrites: ({ replicator }) => replicator !== undefined,
};

/** The writers of archives. The statements of bucket policies and key policies have this order. */
export const logWriters: readonly LogWriter[] = [
  organizationTrail,
  awsConfig,
  vendedLogs,
  webAclLogs,
  sessions,
  firehoseWriter("securityHubFindings", "Findings"),
  firehoseWriter("applicationLogs", "AppLogs"),
  externalTrails,
  replication,
];
