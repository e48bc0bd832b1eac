import { accountAdministration, archiveAccountUse, keyDenials, organizationLookup } from "./grants/key-administration";
import { logGroupEncryption } from "./grants/log-groups";
import { readerDecryption } from "./grants/readers";
import type { PolicyStatement } from "./policy-document";

export interface ArchiveKeyGrantsProps {
  readonly partition: string;

  /** Suffix of regional service principals, `amazonaws.com` outside China. */
  readonly dnsSuffix: string;

  /** Account and region of the archive. The key is in the same region. */
  readonly accountId: string;
  readonly region: string;

  /**
   * Account of the key.
   *
   * @default the archive's
   */
  readonly keyAccountId?: string | undefined;

  /**
   * The only roles that may weaken the key.
   *
   * @default every principal of the key's account whose IAM policy allows it
   */
  readonly administratorRoleArns?: readonly string[] | undefined;

  /**
   * The only roles that may disable and delete the key. With an empty list, no one may.
   *
   * @default the roles that may weaken the key
   */
  readonly deletionRoleArns?: readonly string[] | undefined;
  readonly organizationId: string;

  /** Statements that allow log sources to use the key. A disabled log source has none. */
  readonly logSourceStatements: readonly PolicyStatement[];

  /** Roles that read the archives. */
  readonly readerRoleArns: readonly string[];
  readonly archiveBucketArns: readonly string[];

  /**
   * Log groups that the key encrypts, in addition to those of crawlers. `none` for no log group at all.
   *
   * @default only the log groups of crawlers
   */
  readonly logGroupArns?: readonly string[] | "none";
}

/** The complete policy of the archive key. */
export function archiveKeyGrants(props: ArchiveKeyGrantsProps): PolicyStatement[] {
  const { partition, dnsSuffix, accountId, region, organizationId } = props;
  const { keyAccountId = accountId } = props;
  const s3ViaService = `s3.${region}.${dnsSuffix}`;
  return [
    accountAdministration(partition, keyAccountId),
    ...keyDenials(props),
    ...(keyAccountId === accountId ? [] : [archiveAccountUse(partition, accountId, s3ViaService)]),
    organizationLookup(organizationId),
    ...props.logSourceStatements,
    ...logGroupStatements(props),
    ...readerDecryption({
      roleArns: props.readerRoleArns,
      s3ViaService,
      archiveBucketArns: props.archiveBucketArns,
    }),
  ];
}

/** Allows CloudWatch Logs to encrypt log groups of the archive account. */
function logGroupStatements(props: ArchiveKeyGrantsProps): PolicyStatement[] {
  const { partition, dnsSuffix, region, accountId, logGroupArns = [] } = props;
  if (logGroupArns === "none") return [];
  const crawlers = `arn:${partition}:logs:${region}:${accountId}:log-group:/aws-glue/crawlers*`;
  const logGroups = logGroupArns.length === 0 ? crawlers : [crawlers, ...logGroupArns];
  return [logGroupEncryption(`logs.${region}.${dnsSuffix}`, logGroups)];
}
