import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  type ServerSideEncryptionByDefault,
} from "@aws-sdk/client-s3";
import { UserError } from "../../shared/user-error";
import { unlessAbsent } from "../aws-reader/answers";

/** The bucket of the state, as configured. */
export interface StateBucket {
  readonly Bucket: string;
  readonly partition: string;

  /** Account that owns the bucket, or will own it. */
  readonly ExpectedBucketOwner: string;
  readonly kmsKeyArn: string | undefined;
}

/** A setting that protects the state. */
export interface Safeguard {
  readonly name: string;
  readonly isSet: (s3: S3Client, bucket: StateBucket) => Promise<boolean>;
  readonly set: (s3: S3Client, bucket: StateBucket) => Promise<unknown>;
}

const everythingBlocked = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
} as const;

const ownerOf = ({ Bucket, ExpectedBucketOwner }: StateBucket) => ({ Bucket, ExpectedBucketOwner });

/** Default encryption of objects: SSE-KMS with `backend.kmsKeyArn`, or else SSE-S3. */
export const encryptionOf = ({ kmsKeyArn }: Pick<StateBucket, "kmsKeyArn">): ServerSideEncryptionByDefault =>
  kmsKeyArn === undefined ? { SSEAlgorithm: "AES256" } : { SSEAlgorithm: "aws:kms", KMSMasterKeyID: kmsKeyArn };

/** The bucket policy that denies requests without TLS. */
export function policyOf({ Bucket, partition }: Pick<StateBucket, "Bucket" | "partition">) {
  const arn = `arn:${partition}:s3:::${Bucket}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}

/**
 * Whether an existing bucket policy already denies requests without TLS. A list of one value is the same as the value. A statement
 * with fewer resources or further conditions allows some of these requests.
 */
function deniesWithoutTls(policy: string, bucket: StateBucket): boolean {
  const denials = [JSON.parse(policy).Statement]
    .flat()
    .filter(
      ({ Effect, Action, Principal, Condition }) =>
        Effect === "Deny" &&
        [Action].flat().includes("s3:*") &&
        [Principal, Principal?.AWS].some((named) => String(named) === "*") &&
        isOnlyWithoutTls(Condition),
    );
  const denied = new Set(denials.flatMap(({ Resource }) => Resource));
  return policyOf(bucket).Statement.every(({ Resource }) => Resource.every((resource) => denied.has(resource)));
}

/** Whether a condition is true for all requests without TLS. Names of condition keys are not case-sensitive. */
function isOnlyWithoutTls(condition: Readonly<Record<string, object>> = {}): boolean {
  const tests = Object.entries(condition).flatMap(([operator, values]) =>
    Object.entries(values).map(([key, value]) => `${operator} ${key.toLowerCase()} ${String(value)}`),
  );
  return tests.join() === "Bool aws:securetransport false";
}

/** The settings of the bucket, in the order in which they are set. */
export const safeguards: readonly Safeguard[] = [
  {
    name: "public access blocked",
    async isSet(s3, bucket) {
      const answer = s3.send(new GetPublicAccessBlockCommand(ownerOf(bucket)));
      const found = await unlessAbsent(answer, "NoSuchPublicAccessBlockConfiguration");
      const blocked: Readonly<Record<string, unknown>> = { ...found?.PublicAccessBlockConfiguration };
      return Object.keys(everythingBlocked).every((name) => blocked[name] === true);
    },
    set: (s3, bucket) =>
      s3.send(
        new PutPublicAccessBlockCommand({
          ...ownerOf(bucket),
          PublicAccessBlockConfiguration: everythingBlocked,
        }),
      ),
  },
  {
    name: "versioning",
    isSet: async (s3, bucket) => (await s3.send(new GetBucketVersioningCommand(ownerOf(bucket)))).Status === "Enabled",
    set: (s3, bucket) =>
      s3.send(new PutBucketVersioningCommand({ ...ownerOf(bucket), VersioningConfiguration: { Status: "Enabled" } })),
  },
  {
    name: "encryption",
    async isSet(s3, bucket) {
      const answer = s3.send(new GetBucketEncryptionCommand(ownerOf(bucket)));
      const found = await unlessAbsent(answer, "ServerSideEncryptionConfigurationNotFoundError");
      const [rule] = found?.ServerSideEncryptionConfiguration?.Rules ?? [];
      const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
      const wanted = encryptionOf(bucket);
      // Without a key in the configuration, any encryption is accepted
      if (bucket.kmsKeyArn === undefined) return SSEAlgorithm !== undefined;
      return SSEAlgorithm === wanted.SSEAlgorithm && KMSMasterKeyID === wanted.KMSMasterKeyID;
    },
    set: (s3, bucket) =>
      s3.send(
        new PutBucketEncryptionCommand({
          ...ownerOf(bucket),
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: encryptionOf(bucket), BucketKeyEnabled: true }],
          },
        }),
      ),
  },
  {
    name: "requests without TLS denied",
    async isSet(s3, bucket) {
      const answer = s3.send(new GetBucketPolicyCommand(ownerOf(bucket)));
      const { Policy } = (await unlessAbsent(answer, "NoSuchBucketPolicy")) ?? {};
      if (Policy === undefined) return false;
      if (deniesWithoutTls(Policy, bucket)) return true;
      throw new UserError(
        `bucket ${bucket.Bucket} has a policy that allows requests without TLS, and bootstrap does not replace policies; add this statement to the policy: ` +
          JSON.stringify(policyOf(bucket).Statement[0]),
      );
    },
    set: (s3, bucket) =>
      s3.send(new PutBucketPolicyCommand({ ...ownerOf(bucket), Policy: JSON.stringify(policyOf(bucket)) })),
  },
];
