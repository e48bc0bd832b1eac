import { z } from "zod";

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

const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));

const listedLog = z
  .object({ s3Bucket: z.string(), s3Object: z.string(), hashAlgorithm: z.literal("SHA-256"), hashValue: z.string() })
  .transform(({ s3Bucket, s3Object, hashValue }): ListedLog => ({ bucket: s3Bucket, key: s3Object, hash: hashValue }));

/** Either all fields are null, or none. */
const previousDigest = z.union([
  z
    .object({
      previousDigestS3Bucket: z.null(),
      previousDigestS3Object: z.null(),
      previousDigestHashValue: z.null(),
      previousDigestSignature: z.null(),
    })
    .transform(() => undefined),
  z
    .object({
      previousDigestS3Bucket: z.string(),
      previousDigestS3Object: z.string(),
      previousDigestHashValue: z.string(),
      previousDigestSignature: z.string(),
    })
    .transform((fields): PreviousDigest => ({
      bucket: fields.previousDigestS3Bucket,
      key: fields.previousDigestS3Object,
      hash: fields.previousDigestHashValue,
      signature: fields.previousDigestSignature,
    })),
]);

const digestFields = z
  .object({
    awsAccountId: z.string(),
    digestS3Bucket: z.string(),
    digestS3Object: z.string(),
    digestStartTime: time,
    digestEndTime: time,
    digestPublicKeyFingerprint: z.string(),
    logFiles: z.array(listedLog),
  })
  .transform((fields) => ({
    account: fields.awsAccountId,
    bucket: fields.digestS3Bucket,
    key: fields.digestS3Object,
    start: fields.digestStartTime,
    end: fields.digestEndTime,
    fingerprint: fields.digestPublicKeyFingerprint,
    logs: fields.logFiles,
  }));

/**
 * Parses the content of a digest file. Undefined if it is not a digest.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function parseDigest(text: string): Digest | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  const digest = digestFields.safeParse(content);
  const previous = previousDigest.safeParse(content);
  return digest.success && previous.success ? { ...digest.data, previous: previous.data } : undefined;
}
