import { existingBuckets } from "../../config/derived/archive-buckets";
import { bucketArn } from "../../config/names/names";
import { accessLogDelivery } from "../../modules/iam/grants/access-logs";
import type { Producer } from "./producer";

/** Who read and wrote the archives. Its bucket has no customer-managed key: S3 delivers to none that has one. */
export const archiveAccess: Producer = {
  archive: "accessLogs",
  bucketGrants: ({ config, names: { buckets, prefixes }, bucketArn: target }) =>
    accessLogDelivery({
      bucketArn: target,
      prefix: prefixes.accessLogs,
      sourceAccountId: config.accounts.logArchive,
      sourceBucketArns: existingBuckets(config)
        .filter((name) => name !== buckets.accessLogs)
        .map((name) => bucketArn(config.partition, name)),
    }),
  keyGrants: () => [],
};
