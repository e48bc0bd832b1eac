import { isRecorded, recorderRoleName } from "../../config/config-names";
import { configDelivery, configEncryption } from "../../modules/grants/config";
import type { Producer } from "./producer";

export const configRecorders: Producer = {
  archive: "config",
  bucketGrants: ({ config, names, bucketArn }) =>
    isRecorded(config)
      ? configDelivery({
          partition: config.partition,
          bucketArn,
          prefix: names.prefixes.config,
          organizationId: config.organizationId,
          roleName: recorderRoleName(config),
        })
      : [],
  ownWriters: ({ config }) => {
    const roleName = recorderRoleName(config);
    return isRecorded(config) && roleName !== undefined ? { roleName } : {};
  },
  keyGrants: ({ config, viaS3 }) =>
    isRecorded(config)
      ? configEncryption({
          partition: config.partition,
          organizationId: config.organizationId,
          roleName: recorderRoleName(config),
          viaS3,
        })
      : [],
};
