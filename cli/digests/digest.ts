/** A log file in the list of a digest. */
export interface ListedLog {
  readonly bucket: string;
  readonly key: string;

  /** SHA-256 of the decompressed content, in hexadecimal digits. */
  readonly hash: string;
}

/** The reference of a digest to the previous digest. */
export interface PreviousDigest {
  readonly bucket: string;
  readonly key: string;
  readonly hash: string;
  readonly signature: string;
}

/** The content of a digest file. */
export interface Digest {
  readonly account: string;
  readonly bucket: string;
  readonly key: string;
  readonly start: string;
  readonly end: string;
  readonly fingerprint: string;

  /** Undefined for the first digest after CloudTrail started. */
  readonly previous: PreviousDigest | undefined;
  readonly logs: readonly ListedLog[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Parses the content of a digest file. Undefined if it is not a digest.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function parseDigest(text: string): Digest | undefined {
  let fields: Fields;
  try {
    fields = JSON.parse(text) as Fields;
  } catch {
    return undefined;
  }
  if (typeof fields !== "object" || fields === null || !Array.isArray(fields["logFiles"])) return undefined;
  const named = {
    account: fields["awsAccountId"],
    bucket: fields["digestS3Bucket"],
    key: fields["digestS3Object"],
    start: fields["digestStartTime"],
    end: fields["digestEndTime"],
    fingerprint: fields["digestPublicKeyFingerprint"],
  };
  const logs = (fields["logFiles"] as readonly (Fields | null)[]).map((log) => ({
    bucket: log?.["s3Bucket"],
    key: log?.["s3Object"],
    hash: log?.["hashAlgorithm"] === "SHA-256" ? log["hashValue"] : undefined,
  }));
  const previous = {
    bucket: fields["previousDigestS3Bucket"],
    key: fields["previousDigestS3Object"],
    hash: fields["previousDigestHashValue"],
    signature: fields["previousDigestSignature"],
  };
  const isFirst = Object.values(previous).every((value) => value === null);
  if (![named, ...logs, ...(isFirst ? [] : [previous])].every(hasOnlyTexts)) return undefined;
  if (Number.isNaN(Date.parse(named.start as string)) || Number.isNaN(Date.parse(named.end as string)))
    return undefined;
  return { ...named, logs, previous: isFirst ? undefined : previous } as Digest;
}

const hasOnlyTexts = (value: object): boolean => Object.values(value).every((one) => typeof one === "string");
