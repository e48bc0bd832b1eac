import { configDelivery, configEncryption } from "../../modules/grants/config";
import type { Producer } from "./producer";

export const configRecorders: Producer = {
  archive: "config",
  bucketGrants: ({ config: { logSources, partition, organizationId }, names, bucketArn }) =>
    logSources.config.enabled
      ? configDelivery({
          partition,
          bucketArn,
          prefix: names.prefixes.config,
          organizationId,
          roleName: names.configRoleName,
        })
      : [],
  keyGrants: ({ config: { logSources, partition, organizationId }, names, viaS3 }) =>
    logSources.config.enabled
      ? configEncryption({ partition, organizationId, roleName: names.configRoleName, viaS3 })
      : [],
};
