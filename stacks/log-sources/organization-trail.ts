import { trailDefaultEncryption, trailDelivery, trailEncryption } from "../../modules/iam/grants/trail";
import { hasExistingBucket } from "../../config/names/names";
import type { LogSource } from "./log-source";

/** The organization trail. The stack of the management account creates it. */
export const organizationTrail: LogSource = {
  writer: {
    archive: "trail",
    bucketStatements: ({ config, names, archiveArn }) =>
      trailDelivery({
        bucketArn: archiveArn,
        prefix: names.prefixes.trail,
        trailArn: names.trailArn,
        managementAccountId: config.accounts.management,
        organizationId: config.organizationId,
      }),
    keyStatements: ({ config, names, archiveArn }) => [
      ...trailEncryption(config.partition, names.trailArn, config.accounts.management),
      ...(hasExistingBucket(config) ? [trailDefaultEncryption(names.trailArn, archiveArn)] : []),
    ],
  },
};
