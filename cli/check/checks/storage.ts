import { DescribeKeyCommand, KMSClient, paginateListAliases } from "@aws-sdk/client-kms";
import { GetBucketLoggingCommand, HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { httpStatus } from "../../../shared/thrown";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import type { Check, Clash } from "../check";
import type { PlannedRoot } from "../planned-root";

/** Owner of a bucket: this account, another account, another region, or no one. */
async function ownerOf({ aws, account }: PlannedRoot, region: string, Bucket: string) {
  try {
    // With ExpectedBucketOwner, S3 denies access to a bucket of another account even if the bucket policy allows access
    await aws.client(S3Client, region).send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: account.id }));
    return "this account";
  } catch (error) {
    const status = httpStatus(error);
    if (status === 404) return "no one";
    if (status === 403) return "another account";
    if (status === 301 || status === 400) return "another region";
    throw error;
  }
}

/** Clashes of the buckets that the root creates with buckets that exist. */
async function bucketClashes(root: PlannedRoot, message: (bucket: string, owner: string) => string | undefined) {
  const clashes = root.created("aws_s3_bucket").map(async ({ attributes, region }): Promise<readonly Clash[]> => {
    const name = root.text(attributes.bucket);
    if (name === undefined) return [];
    const problem = message(name, await ownerOf(root, region, name));
    return problem === undefined ? [] : [{ problem, region }];
  });
  return (await Promise.all(clashes)).flat();
}

/** Existing buckets for which the root enables access logs. */
async function loggedBuckets(root: PlannedRoot, find: (bucket: string, region: string) => Promise<string | undefined>) {
  const own = new Set(root.all("aws_s3_bucket").map(({ attributes }) => root.text(attributes.bucket)));
  const clashes = root.created("aws_s3_bucket_logging").map(async ({ attributes, region }) => {
    const bucket = root.text(attributes.bucket);
    if (bucket === undefined || own.has(bucket)) return [];
    const problem = await find(bucket, region);
    return problem === undefined ? [] : [{ problem, region }];
  });
  return (await Promise.all(clashes)).flat();
}

/** Clashes with buckets and keys. */
export const storageChecks: readonly Check[] = [
  {
    id: "bucket-exists",
    when: "The account has a bucket of a name that the root creates, and the state does not have it.",
    fix: "import the bucket with terraform import, delete it if it is empty, or change prefix",
    reads: ["s3:ListBucket"],
    find: (root) =>
      bucketClashes(root, (name, owner) => (owner === "this account" ? `bucket ${name} exists` : undefined)),
  },
  {
    id: "bucket-name-taken",
    when: "The name of a bucket that the root creates is used by another account, or in another region. Bucket names are global.",
    fix: "change prefix",
    reads: ["s3:ListBucket"],
    find: (root) =>
      bucketClashes(root, (name, owner) =>
        ["another account", "another region"].includes(owner) ? `bucket ${name} belongs to ${owner}` : undefined,
      ),
  },
  {
    id: "logged-bucket-missing",
    when: "A bucket of `logSources.accessLogs.buckets` does not exist in its account.",
    fix: "correct logSources.accessLogs.buckets",
    reads: ["s3:ListBucket"],
    find: (root) =>
      loggedBuckets(root, async (bucket, region) => {
        const owner = await ownerOf(root, region, bucket);
        if (owner === "this account") return undefined;
        return owner === "no one" ? `bucket ${bucket} does not exist` : `bucket ${bucket} belongs to ${owner}`;
      }),
  },
  {
    id: "bucket-logs-elsewhere",
    when: "A bucket of `logSources.accessLogs.buckets` delivers its access logs to another bucket. The apply would redirect them.",
    fix: "remove the bucket from logSources.accessLogs.buckets, or agree with its owner",
    reads: ["s3:GetBucketLogging"],
    find: (root) =>
      loggedBuckets(root, async (Bucket, region) => {
        const answer = root.aws.client(S3Client, region).send(new GetBucketLoggingCommand({ Bucket }));
        const target = (await unlessAbsent(answer, "NoSuchBucket"))?.LoggingEnabled?.TargetBucket;
        return target === undefined ? undefined : `bucket ${Bucket} delivers its access logs to ${target}`;
      }),
  },
  {
    id: "key-alias-exists",
    when: "The account has a KMS alias of a name that the root creates.",
    fix: "delete the alias, or change prefix",
    reads: ["kms:ListAliases"],
    async find(root) {
      const created = root.created("aws_kms_alias");
      const clashes = [...new Set(created.map(({ region }) => region))].map(async (region) => {
        const client = root.aws.client(KMSClient, region);
        const aliases = await everyItem(paginateListAliases({ client }, {}), ({ Aliases }) => Aliases);
        const names = new Set(aliases.map(({ AliasName }) => AliasName));
        return created
          .filter((alias) => alias.region === region && names.has(alias.attributes.name))
          .map(({ attributes }) => ({ problem: `KMS alias ${attributes.name} exists`, region }));
      });
      return (await Promise.all(clashes)).flat();
    },
  },
  {
    id: "archive-key-unusable",
    when: "The key in `archive.kmsKeyArn` does not exist, is not enabled, or is not in the region of the archive.",
    fix: "correct archive.kmsKeyArn, or enable the key",
    reads: ["kms:DescribeKey"],
    async find({ account, aws, config }) {
      const { kmsKeyArn } = config.archive;
      if (kmsKeyArn === undefined || kmsKeyArn.split(":")[4] !== account.id) return [];
      const region = kmsKeyArn.split(":")[3] ?? config.homeRegion;
      const answer = aws.client(KMSClient, region).send(new DescribeKeyCommand({ KeyId: kmsKeyArn }));
      const state = (await unlessAbsent(answer, "NotFoundException"))?.KeyMetadata?.KeyState ?? "missing";
      return state === "Enabled" ? [] : [{ problem: `key ${kmsKeyArn} is ${state}`, region }];
    },
  },
];
