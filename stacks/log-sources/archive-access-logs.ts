import { existingBuckets } from "../../config/derived/archive-buckets";
import { bucketArn } from "../../config/names/names";
import { accessLogDelivery } from "../../modules/iam/grants/access-logs";
import type { LogSource } from "./log-source";

/** S3 access logs of the archives. Their bucket has no customer-managed key, because S3 could not deliver to a bucket with one. */
export const archiveAccessLogs: LogSource = {
  writer: {
    archive: "accessLogs",
    bucketStatements: ({ config, names: { buckets, prefixes }, archiveArn }) =>
      accessLogDelivery({
        bucketArn: archiveArn,
        prefix: prefixes.accessLogs,
        sourceAccountId: config.accounts.logArchive,
        sourceBucketArns: existingBuckets(config)
          .filter((name) => name !== buckets.accessLogs)
          .map((name) => bucketArn(config.partition, name)),
      }),
    keyStatements: () => [],
  },
};
