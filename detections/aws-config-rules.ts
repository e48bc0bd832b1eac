/** Accounts in which a rule is evaluated. */
export type RuleAccounts = "every" | "management" | "log-archive";

/** A managed rule of AWS Config that checks a resource or a setting on which logging depends. */
export interface AwsConfigRule {
  /** Name of the rule in the documentation of AWS. */
  readonly id: string;

  /** Identifier of the rule in AWS. For some rules it differs from the name in capital letters. */
  readonly identifier: string;

  /** The problem when a resource is not compliant. */
  readonly why: string;
  readonly accounts: RuleAccounts;

  /** `home` if the result is the same in every region. */
  readonly regions: "every" | "home";

  /** Time of the evaluation: once a day, or after each change of a resource of the rule. */
  readonly trigger: "periodic" | "changes";

  /**
   * Parameters of the rule, with the names of AWS.
   *
   * @default the defaults of AWS
   */
  readonly parameters?: Readonly<Record<string, string>>;

  /** Parameter of the rule that is set to the shortest retention of this project's own log groups, in days. */
  readonly retentionParameter?: string;

  /**
   * Whether AWS evaluates every log group every day. An account with many log groups pays for thousands of evaluations, so such a
   * rule is enabled only if the configuration lists it.
   *
   * @default false
   */
  readonly perLogGroup?: boolean;
}

/** A rule about the organization trail. Only the account that owns the trail sees all of its settings. */
const ofTheTrail = { accounts: "management", regions: "home", trigger: "periodic" } as const;

/** A rule about the archives: every bucket of the log-archive account. */
const ofTheArchives = { accounts: "log-archive", regions: "home", trigger: "changes" } as const;

/** A rule about every log group of an account and region. */
const ofEachLogGroup = { accounts: "every", regions: "every", trigger: "periodic", perLogGroup: true } as const;

/**
 * AWS's managed rules about logging.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export const awsConfigRules = [
  {
    id: "cloudtrail-enabled",
    identifier: "CLOUD_TRAIL_ENABLED",
    why: "No trail records this account.",
    accounts: "every",
    regions: "home",
    trigger: "periodic",
  },
  {
    id: "multi-region-cloudtrail-enabled",
    identifier: "MULTI_REGION_CLOUD_TRAIL_ENABLED",
    why: "No trail records every region, or it leaves management events out, as excludeKmsEvents does.",
    accounts: "every",
    regions: "home",
    trigger: "periodic",
  },
  {
    id: "cloud-trail-encryption-enabled",
    identifier: "CLOUD_TRAIL_ENCRYPTION_ENABLED",
    why: "A trail does not encrypt its log files with a KMS key.",
    ...ofTheTrail,
  },
  {
    id: "cloud-trail-log-file-validation-enabled",
    identifier: "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
    why: "A trail writes no digests, so nobody can prove that its files are complete and unchanged.",
    ...ofTheTrail,
  },
  {
    id: "cloud-trail-cloud-watch-logs-enabled",
    identifier: "CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",
    why: "A trail has delivered nothing to CloudWatch Logs within a day, so no alarm can be raised.",
    parameters: { expectedDeliveryWindowAge: "24" },
    ...ofTheTrail,
  },
  {
    id: "s3-bucket-level-public-access-prohibited",
    identifier: "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
    why: "A bucket of the log-archive account allows public access.",
    ...ofTheArchives,
  },
  {
    id: "s3-bucket-server-side-encryption-enabled",
    identifier: "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
    why: "A bucket of the log-archive account does not encrypt by default.",
    ...ofTheArchives,
  },
  {
    id: "s3-bucket-ssl-requests-only",
    identifier: "S3_BUCKET_SSL_REQUESTS_ONLY",
    why: "The policy of a bucket of the log-archive account allows plain HTTP.",
    ...ofTheArchives,
  },
  {
    id: "s3-bucket-versioning-enabled",
    identifier: "S3_BUCKET_VERSIONING_ENABLED",
    why: "A bucket of the log-archive account keeps no versions.",
    ...ofTheArchives,
  },
  {
    id: "s3-account-level-public-access-blocks-periodic",
    identifier: "S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC",
    why: "The account does not block public access to its buckets as a whole.",
    accounts: "log-archive",
    regions: "home",
    trigger: "periodic",
  },
  {
    id: "vpc-flow-logs-enabled",
    identifier: "VPC_FLOW_LOGS_ENABLED",
    why: "A VPC has no flow log.",
    accounts: "every",
    regions: "every",
    trigger: "periodic",
  },
  {
    id: "cloudwatch-log-group-encrypted",
    identifier: "CLOUDWATCH_LOG_GROUP_ENCRYPTED",
    why: "A log group is not encrypted with a KMS key.",
    ...ofEachLogGroup,
  },
  {
    id: "cw-loggroup-retention-period-check",
    identifier: "CW_LOGGROUP_RETENTION_PERIOD_CHECK",
    why: "A log group has a shorter retention than any log group of this project.",
    retentionParameter: "MinRetentionTime",
    ...ofEachLogGroup,
  },
] as const satisfies readonly AwsConfigRule[];
