import {
  accountAdministration,
  configEncryption,
  logGroupEncryption,
  organizationLookup,
  readerDecryption,
  trailEncryption,
  vendedLogEncryption,
} from "./key-grants";
import type { PolicyStatement } from "./policy-document";

export interface ArchiveKeyGrantsProps {
  readonly partition: string;

  /** Suffix of regional service principals, `amazonaws.com` outside China. */
  readonly dnsSuffix: string;

  /** Account and region of the key, which are the archive's. */
  readonly accountId: string;
  readonly region: string;
  readonly organizationId: string;

  /** The organization trail, and the account that owns it. */
  readonly trailArn: string;
  readonly managementAccountId: string;

  /** Name of the Config recorders' role, undefined when AWS Config is off. */
  readonly configRoleName: string | undefined;

  /** Whether flow logs and Resolver query logs may be delivered. */
  readonly vendedLogs: boolean;

  /** Roles that read the archives. */
  readonly readerRoleArns: readonly string[];
  readonly archiveBucketArns: readonly string[];
}

/** Who may use the archive key, and for what: its whole policy. A producer that is off is not in it. */
export function archiveKeyGrants(props: ArchiveKeyGrantsProps): PolicyStatement[] {
  const { partition, dnsSuffix, accountId, region, organizationId, configRoleName: roleName } = props;
  const viaS3 = `s3.${region}.${dnsSuffix}`;
  return [
    accountAdministration(partition, accountId),
    organizationLookup(organizationId),
    ...trailEncryption(partition, props.trailArn, props.managementAccountId),
    ...(roleName ? configEncryption({ partition, organizationId, roleName, viaS3 }) : []),
    ...(props.vendedLogs ? [vendedLogEncryption(partition, organizationId)] : []),
    logGroupEncryption(
      `logs.${region}.${dnsSuffix}`,
      `arn:${partition}:logs:${region}:${accountId}:log-group:/aws-glue/crawlers*`,
    ),
    ...readerDecryption({
      roleArns: props.readerRoleArns,
      viaS3,
      archiveBucketArns: props.archiveBucketArns,
    }),
  ];
}
