/** The parts of the key of a digest file. */
export interface DigestKey {
  readonly key: string;
  readonly account: string;
  readonly region: string;
  readonly trail: string;

  /** End of the hour, in milliseconds. */
  readonly end: number;

  /** Whether it is a backfill digest: CloudTrail wrote it later, for log files that the digest of the hour does not list. */
  readonly isBackfill: boolean;
}

const digestKey =
  /(?:^|\/)(\d{12})_CloudTrail-Digest_([a-z0-9-]+)_(.+)_[a-z0-9-]+_(\d{8}T\d{6}Z)(_backfill)?\.json\.gz$/;

/**
 * Parses the key of a digest file. Undefined if it is the key of another object.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function parseDigestKey(key: string): DigestKey | undefined {
  const [, account, region, trail, stamp, backfill] = digestKey.exec(key) ?? [];
  if (account === undefined || region === undefined || trail === undefined || stamp === undefined) return undefined;
  const end = timeOf(stamp);
  return Number.isNaN(end) ? undefined : { key, account, region, trail, end, isBackfill: backfill !== undefined };
}

/** The time in the key of a log file, in milliseconds. Undefined if it is the key of another object. */
export function timeOfLogKey(key: string): number | undefined {
  const [, stamp] = /_CloudTrail_[a-z0-9-]+_(\d{8}T\d{4})Z_[^/_]+\.json\.gz$/.exec(key) ?? [];
  const time = stamp === undefined ? Number.NaN : timeOf(`${stamp}00Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Parses a time such as `20261123T105959Z` to milliseconds. */
const timeOf = (stamp: string): number =>
  Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
