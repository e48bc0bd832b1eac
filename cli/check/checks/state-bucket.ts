import {
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { httpStatus } from "../../../shared/thrown";
import { unlessAbsent } from "../../aws-reader/answers";
import type { Check } from "../check";
import type { PlannedRoot } from "../planned-root";

/** The bucket of the state. One root checks it for all roots. Undefined for other roots and other backends. */
function stateBucketOf({ account, config, state }: PlannedRoot) {
  if (account.role !== "management" || config.backend.type !== "s3") return undefined;
  return { Bucket: config.backend.bucket, client: state.client(S3Client, config.backend.region) };
}

/** Clashes with the bucket of the state. */
export const stateBucketChecks: readonly Check[] = [
  {
    id: "state-bucket-missing",
    when: "The bucket of the state does not exist, is in another region, or denies access to the credentials of the backend.",
    fix: "run trailkeeper bootstrap, or correct backend",
    reads: ["s3:ListBucket"],
    async find(root) {
      const bucket = stateBucketOf(root);
      if (bucket === undefined) return [];
      try {
        await bucket.client.send(new HeadBucketCommand({ Bucket: bucket.Bucket }));
        return [];
      } catch (error) {
        const status = httpStatus(error);
        if (status === 404) return [{ problem: `bucket ${bucket.Bucket} of the state does not exist` }];
        if (status === 403) return [{ problem: `access to bucket ${bucket.Bucket} of the state is denied` }];
        if (status === 301 || status === 400)
          return [{ problem: `bucket ${bucket.Bucket} of the state is in another region` }];
        throw error;
      }
    },
  },
  {
    id: "state-bucket-locked",
    when: "The bucket of the state has a default retention, so that Terraform cannot delete its lock file.",
    fix: "use a bucket without Object Lock for backend.bucket",
    reads: ["s3:GetBucketObjectLockConfiguration"],
    async find(root) {
      const bucket = stateBucketOf(root);
      if (bucket === undefined) return [];
      const { Bucket, client } = bucket;
      const answer = client.send(new GetObjectLockConfigurationCommand({ Bucket }));
      const found = await unlessAbsent(answer, "ObjectLockConfigurationNotFoundError", "NoSuchBucket");
      const retention = found?.ObjectLockConfiguration?.Rule?.DefaultRetention;
      return retention === undefined ? [] : [{ problem: `bucket ${Bucket} of the state has a default retention` }];
    },
  },
  {
    id: "state-bucket-unversioned",
    when: "The bucket of the state keeps no versions, so that a damaged state cannot be restored.",
    fix: "enable versioning of backend.bucket",
    reads: ["s3:GetBucketVersioning"],
    async find(root) {
      const bucket = stateBucketOf(root);
      if (bucket === undefined) return [];
      const { Bucket, client } = bucket;
      const found = await unlessAbsent(client.send(new GetBucketVersioningCommand({ Bucket })), "NoSuchBucket");
      const isVersioned = found === undefined || found.Status === "Enabled";
      return isVersioned ? [] : [{ problem: `bucket ${Bucket} of the state has no versioning` }];
    },
  },
];
