import type { PartitionOfRegion } from "../../aws-semantics/values/partition-of";
import { accessLogReplication } from "../iam/grants/access-log-replication";
import { configDelivery, configEncryption } from "../iam/grants/aws-config";
import { firehoseDelivery, firehoseEncryption } from "../iam/grants/firehose";
import { loadBalancerLogDelivery } from "../iam/grants/load-balancer-logs";
import { trailDelivery, trailEncryption } from "../iam/grants/trail";
import { vendedLogDelivery, vendedLogEncryption } from "../iam/grants/vended-logs";
import { webAclLogDelivery, webAclLogEncryption } from "../iam/grants/web-acl-logs";
import type { PolicyStatement } from "../iam/policy-document";
import { type LogPrefixes, deliveringRoles } from "./shared-names";

/** Writers of an archive. Each is disabled by default. No other principal of another account may write. */
export interface ArchiveWriters {
  /**
   * ARN of the organization trail. The trail need not exist yet. With a trail, the archive has no S3 bucket key, so that every
   * log file keeps CloudTrail's encryption context.
   */
  readonly trailArn?: string;

  /** Flow logs of VPCs, of every account of the organization. */
  readonly flowLogs?: boolean;

  /** Flow logs of transit gateways, of every account of the organization. */
  readonly transitGatewayFlowLogs?: boolean;

  /** Query logs of Route 53 Resolver, of every account of the organization. */
  readonly dnsQueryLogs?: boolean;

  /** Logs of AWS WAF, of every account of the organization. The name of the bucket begins with `aws-waf-logs-`. */
  readonly webAclLogs?: boolean;

  /** AWS Config, in every account of the organization. AWS Config cannot deliver to a bucket with a lock. */
  readonly awsConfig?: boolean;

  /**
   * Log groups of applications, which Firehose delivers from every account of the organization. An archive cannot have both this
   * writer and the trail.
   */
  readonly applicationLogs?: boolean;

  /** Accounts that replicate the access logs of their own buckets. They write to the bucket of access logs. */
  readonly accessLogAccountIds?: readonly string[];

  /** Accounts of load balancers in the archive's region. They write to the bucket of access logs. */
  readonly loadBalancerAccountIds?: readonly string[];
}

/** The archive to which the writers write. */
export interface WrittenArchive {
  readonly namePrefix: string;
  readonly partition: PartitionOfRegion;
  readonly accountId: string;
  readonly region: string;
  readonly organizationId: string;
  readonly bucketArn: string;
  readonly accessLogBucketArn: string;
  readonly writers: ArchiveWriters;
  readonly prefixes: LogPrefixes;
}

/** Account that owns the trail. */
const accountOf = (trailArn: string): string => trailArn.split(":")[4] ?? "";

/** Key prefixes of the logs that AWS's log delivery writes for VPCs, transit gateways and Route 53 Resolver. */
function vendedPrefixes({ writers, prefixes }: WrittenArchive): string[] {
  return (["flowLogs", "dnsQueryLogs", "transitGatewayFlowLogs"] as const)
    .filter((kind) => writers[kind] === true)
    .map((kind) => prefixes[kind]);
}

const applicationDelivery = (archive: WrittenArchive) => ({
  partition: archive.partition.name,
  sidInfix: "AppLogs",
  bucketArn: archive.bucketArn,
  prefixes: [
    archive.prefixes.applicationLogs,
    `${archive.prefixes.failedDeliveries}/${archive.prefixes.applicationLogs}`,
  ],
  organizationId: archive.organizationId,
  roleName: deliveringRoles(archive.namePrefix).applicationLogs,
});

/** Statements of the bucket policy that allow the writers to write. */
export function writerStatements(archive: WrittenArchive): PolicyStatement[] {
  const { bucketArn, organizationId, partition, prefixes, writers, namePrefix } = archive;
  const { trailArn } = writers;
  const vended = vendedPrefixes(archive);
  const organization = { partition: partition.name, organizationId };
  return [
    ...(trailArn === undefined
      ? []
      : trailDelivery({
          bucketArn,
          prefix: prefixes.trail,
          trailArn,
          managementAccountId: accountOf(trailArn),
          organizationId,
        })),
    ...(vended.length === 0 ? [] : vendedLogDelivery({ ...organization, bucketArn, prefixes: vended })),
    ...(writers.webAclLogs === true ? webAclLogDelivery(bucketArn, organization) : []),
    ...(writers.awsConfig === true
      ? configDelivery({
          ...organization,
          bucketArn,
          prefix: prefixes.awsConfig,
          roleName: deliveringRoles(namePrefix).awsConfig,
        })
      : []),
    ...(writers.applicationLogs === true ? firehoseDelivery(applicationDelivery(archive)) : []),
  ];
}

/** Statements of the key policy that allow the writers to encrypt. */
export function writerEncryption(archive: WrittenArchive): PolicyStatement[] {
  const { organizationId, partition, writers, namePrefix, region } = archive;
  const { trailArn } = writers;
  const organization = { partition: partition.name, organizationId };
  const s3ViaService = `s3.${region}.${partition.dnsSuffix}`;
  return [
    ...(trailArn === undefined ? [] : trailEncryption(partition.name, trailArn, accountOf(trailArn))),
    ...(vendedPrefixes(archive).length === 0 ? [] : [vendedLogEncryption(partition.name, organizationId)]),
    ...(writers.webAclLogs === true ? webAclLogEncryption(organization) : []),
    ...(writers.awsConfig === true
      ? configEncryption({ ...organization, roleName: deliveringRoles(namePrefix).awsConfig, s3ViaService })
      : []),
    ...(writers.applicationLogs === true ? [firehoseEncryption(applicationDelivery(archive), s3ViaService)] : []),
  ];
}

/** Statements that allow writers to write to the bucket of access logs. */
export function accessLogStatements(archive: WrittenArchive): PolicyStatement[] {
  const { accessLogBucketArn: bucketArn, partition, organizationId, prefixes, writers, namePrefix } = archive;
  return [
    ...accessLogReplication({
      partition: partition.name,
      bucketArn,
      prefix: prefixes.accessLogs,
      organizationId,
      accountIds: writers.accessLogAccountIds ?? [],
      roleName: deliveringRoles(namePrefix).accessLogs,
    }),
    ...loadBalancerLogDelivery({
      partition: partition.name,
      bucketArn,
      prefix: prefixes.loadBalancerLogs,
      networkPrefix: prefixes.networkLoadBalancerLogs,
      accountIds: writers.loadBalancerAccountIds ?? [],
      region: archive.region,
    }),
  ];
}

/** Roles of the archive's own account that may write to the archive and to the bucket of access logs. */
export function ownRoleArns(archive: WrittenArchive): { readonly logs: string[]; readonly accessLogs: string[] } {
  const { writers, accountId, partition } = archive;
  const roles = deliveringRoles(archive.namePrefix);
  const arnsOf = (roleNames: readonly string[]) =>
    roleNames.map((name) => `arn:${partition.name}:iam::${accountId}:role/${name}`);
  return {
    logs: arnsOf([
      ...(writers.awsConfig === true ? [roles.awsConfig] : []),
      ...(writers.applicationLogs === true ? [roles.applicationLogs] : []),
    ]),
    accessLogs: arnsOf(writers.accessLogAccountIds?.includes(accountId) === true ? [roles.accessLogs] : []),
  };
}

/** Whether a role of an account may overwrite a log, or only an AWS service. */
export const isOverwritable = ({ awsConfig, applicationLogs }: ArchiveWriters): boolean =>
  awsConfig === true || applicationLogs === true;

/** Whether CloudTrail is the only writer of the archive. The bucket of access logs may have other writers. */
export function isOnlyTrail(writers: ArchiveWriters): boolean {
  const { trailArn, accessLogAccountIds: _accounts, loadBalancerAccountIds: _balancers, ...others } = writers;
  return trailArn !== undefined && Object.values(others).every((isOn) => isOn !== true);
}
