import { trailDelivery, trailEncryption } from "../../modules/iam/grants/trail";
import type { Producer } from "./producer";

export const organizationTrail: Producer = {
  archive: "trail",
  bucketGrants: ({ config, names, bucketArn }) =>
    trailDelivery({
      bucketArn,
      prefix: names.prefixes.cloudTrail,
      trailArn: names.trailArn,
      managementAccountId: config.accounts.management,
      organizationId: config.organizationId,
    }),
  keyGrants: ({ config, names }) => trailEncryption(config.partition, names.trailArn, config.accounts.management),
};
