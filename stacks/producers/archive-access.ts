import { bucketArn } from "../../config/names";
import { accessLogDelivery } from "../../modules/grants/access-logs";
import type { Producer } from "./producer";

/** Who read and wrote the archives. Its bucket has no customer-managed key: S3 delivers to none that has one. */
export const archiveAccess: Producer = {
  archive: "accessLogs",
  bucketGrants: ({ config: { accounts, partition }, names: { buckets, prefixes }, bucketArn: target }) =>
    accessLogDelivery({
      bucketArn: target,
      prefix: prefixes.accessLogs,
      sourceAccountId: accounts.logArchive,
      sourceBucketArns: [buckets.trail, buckets.config, buckets.serviceLogs, buckets.queryResults].map((name) =>
        bucketArn(partition, name),
      ),
    }),
  keyGrants: () => [],
};
