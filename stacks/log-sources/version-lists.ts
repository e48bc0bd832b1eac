import { overwritableArchives } from "../../config/derived/archive-buckets";
import { bucketArn } from "../../config/names/names";
import { versionListDelivery } from "../../modules/iam/grants/version-lists";
import type { LogSource } from "./log-source";

/** Lists of object versions, written by S3 Inventory, for archives in which a log can be overwritten. */
export const versionLists: LogSource = {
  writer: {
    archive: "accessLogs",
    bucketStatements: ({ config, names: { buckets, prefixes }, archiveArn }) =>
      config.archive.overwriteCheck.enabled
        ? versionListDelivery({
            bucketArn: archiveArn,
            prefix: prefixes.versionLists,
            sourceAccountId: config.accounts.logArchive,
            sourceBucketArns: overwritableArchives.map((archive) => bucketArn(config.partition, buckets[archive])),
          })
        : [],
    keyStatements: () => [],
  },
};
