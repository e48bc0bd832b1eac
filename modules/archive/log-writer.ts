import type { PartitionOfRegion } from "../../aws-semantics/values/partition-of";
import type { LogPrefixes } from "../../log-sources/archive-prefixes";
import type { ExternalTrails } from "../iam/grants/external-trails";
import type { Replicator } from "../iam/grants/replicas";
import type { PolicyStatement } from "../iam/policy-document";

/** Writers of the logs in an archive. Each is disabled by default. No other principal of another account may write. */
export interface ArchiveWriters extends AccessLogWriters {
  /**
   * ARN of the organization trail. The trail need not exist yet. With a trail, the archive has no S3 bucket key, so that every
   * log file keeps CloudTrail's encryption context.
   */
  readonly trailArn?: string;

  /** Trails of accounts outside the organization, which deliver below the prefix of the trail. */
  readonly externalTrails?: ExternalTrails;

  /** Flow logs of VPCs, of every account of the organization. */
  readonly flowLogs?: boolean;

  /** Flow logs of transit gateways, of every account of the organization. */
  readonly transitGatewayFlowLogs?: boolean;

  /** Query logs of Route 53 Resolver, of every account of the organization. */
  readonly dnsQueryLogs?: boolean;

  /** Logs of AWS WAF, of every account of the organization. The name of the bucket begins with `aws-waf-logs-`. */
  readonly webAclLogs?: boolean;

  /**
   * AWS Config, in every account of the organization, with the role of `AccountLogSources` or with the service-linked role. AWS
   * Config cannot deliver to a bucket with a lock.
   */
  readonly awsConfig?: boolean | "serviceLinkedRole";

  /** Transcripts of Session Manager, from the nodes of every account, or of every account except the archive's own. */
  readonly sessions?: boolean | "otherAccounts";

  /** Findings of Security Hub, which Firehose delivers from every account of the organization. */
  readonly securityHubFindings?: boolean;

  /**
   * Log groups of applications, which Firehose delivers from every account of the organization. An archive cannot have both this
   * writer and the trail.
   */
  readonly applicationLogs?: boolean;

  /** A role that replicates the objects of another archive. */
  readonly replicator?: Replicator;
}

/** Writers of the bucket of access logs. */
export interface AccessLogWriters {
  /** Accounts that replicate the access logs of their own buckets. They write to the bucket of access logs. */
  readonly accessLogAccountIds?: readonly string[];

  /** Accounts of load balancers in the archive's region. They write to the bucket of access logs. */
  readonly loadBalancerAccountIds?: readonly string[];

  /**
   * Buckets of the archive's account and region whose requests are logged to the bucket of access logs.
   *
   * @default the bucket of the archive
   */
  readonly loggedBucketArns?: readonly string[];

  /** Buckets of the archive's account whose object versions S3 Inventory lists in the bucket of access logs. */
  readonly listedBucketArns?: readonly string[];
}

/** An archive to which writers write. */
export interface WrittenArchive {
  readonly namePrefix: string;
  readonly partition: PartitionOfRegion;

  /** Account and region of the archive. */
  readonly accountId: string;
  readonly region: string;
  readonly organizationId: string;
  readonly bucketArn: string;
  readonly writers: ArchiveWriters;

  /** Whether the bucket has log files of the trail whose encryption context may be the bucket and not the trail. */
  readonly hasEarlierLogs: boolean;
  readonly prefixes: LogPrefixes;
}

/** A kind of log: its statements in the policies of the archive to which its writer writes. */
export interface LogWriter {
  /** Statements of the bucket policy. Empty if the writer is disabled. */
  readonly bucketStatements: (archive: WrittenArchive) => PolicyStatement[];

  /**
   * Statements of the key policy.
   *
   * @default none: the bucket of the logs has no customer-managed key
   */
  readonly keyStatements?: (archive: WrittenArchive) => PolicyStatement[];

  /**
   * Principals of the archive's own account that write. Their IAM policies are enough, so the bucket policy need not allow them.
   *
   * @default none: the writer is an AWS service
   */
  readonly ownWriters?: (archive: WrittenArchive) => { readonly roleArn?: string; readonly prefix?: string };

  /**
   * Whether the writer is a role of an account, which can overwrite a log.
   *
   * @default never: an AWS service chooses the keys
   */
  readonly overwrites?: (writers: ArchiveWriters) => boolean;
}
