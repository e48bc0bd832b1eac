import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { httpStatus } from "../../shared/thrown";
import { UserError } from "../../shared/user-error";
import { unlessAbsent } from "../aws-reader/answers";
import { type Safeguard, type StateBucket, safeguards } from "./safeguards";

/** The missing parts: the bucket itself, or some of its settings. */
export interface Missing {
  readonly bucket: boolean;
  readonly safeguards: readonly Safeguard[];
}

/**
 * Reads the bucket of the state and its settings. Changes nothing.
 *
 * @throws UserError if the bucket belongs to another account, is in another region, or cannot store a state
 */
export async function missingOf(s3: S3Client, bucket: StateBucket): Promise<Missing> {
  if (!(await exists(s3, bucket))) return { bucket: true, safeguards };
  await refuseObjectLock(s3, bucket);
  const missing: Safeguard[] = [];
  for (const safeguard of safeguards) if (!(await safeguard.isSet(s3, bucket))) missing.push(safeguard);
  return { bucket: false, safeguards: missing };
}

/** Creates the missing parts. */
export async function create(s3: S3Client, bucket: StateBucket, region: string, missing: Missing): Promise<void> {
  if (missing.bucket) {
    const place = { LocationConstraint: region as BucketLocationConstraint };
    const { Bucket } = bucket;
    // S3 accepts no location constraint for us-east-1
    const settings = region === "us-east-1" ? {} : { CreateBucketConfiguration: place };
    await s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership: "BucketOwnerEnforced", ...settings }));
  }
  for (const { set } of missing.safeguards) await set(s3, bucket);
}

async function exists(s3: S3Client, { Bucket, ExpectedBucketOwner }: StateBucket): Promise<boolean> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner }));
    return true;
  } catch (error) {
    const status = httpStatus(error);
    if (status === 404) return false;
    if (status === 403) {
      throw new UserError(
        `bucket ${Bucket} does not belong to account ${ExpectedBucketOwner}, or the credentials have no access; choose another backend.bucket, or use other credentials`,
        { cause: error },
      );
    }
    if (status === 301 || status === 400) {
      throw new UserError(`bucket ${Bucket} is in another region; correct backend.region`, { cause: error });
    }
    throw error;
  }
}

async function refuseObjectLock(s3: S3Client, { Bucket, ExpectedBucketOwner }: StateBucket): Promise<void> {
  const answer = s3.send(new GetObjectLockConfigurationCommand({ Bucket, ExpectedBucketOwner }));
  const found = await unlessAbsent(answer, "ObjectLockConfigurationNotFoundError");
  if (found?.ObjectLockConfiguration?.Rule?.DefaultRetention === undefined) return;
  throw new UserError(
    `bucket ${Bucket} has a default retention (S3 Object Lock), so Terraform cannot delete its lock file; choose another backend.bucket`,
  );
}
