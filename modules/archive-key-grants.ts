import { accountAdministration, organizationLookup } from "./grants/key-administration";
import { logGroupEncryption } from "./grants/log-groups";
import { readerDecryption } from "./grants/readers";
import type { PolicyStatement } from "./policy-document";

export interface ArchiveKeyGrantsProps {
  readonly partition: string;

  /** Suffix of regional service principals, `amazonaws.com` outside China. */
  readonly dnsSuffix: string;

  /** Account and region of the key, which are the archive's. */
  readonly accountId: string;
  readonly region: string;
  readonly organizationId: string;

  /** What the producers of logs may do with the key; a producer that is off has no statement. */
  readonly producers: readonly PolicyStatement[];

  /** Roles that read the archives. */
  readonly readerRoleArns: readonly string[];
  readonly archiveBucketArns: readonly string[];
}

/** Who may use the archive key, and for what: its whole policy. */
export function archiveKeyGrants(props: ArchiveKeyGrantsProps): PolicyStatement[] {
  const { partition, dnsSuffix, accountId, region, organizationId } = props;
  const viaS3 = `s3.${region}.${dnsSuffix}`;
  return [
    accountAdministration(partition, accountId),
    organizationLookup(organizationId),
    ...props.producers,
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
