import { isRecorded } from "../../config/names/aws-config";
import { configDelivery, configEncryption } from "../../modules/iam/grants/aws-config";
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
          roleName: names.configRoleName,
        })
      : [],
  ownWriters: ({ config, names }) => (isRecorded(config) ? { roleName: names.configRoleName } : {}),
  keyGrants: ({ config, names, viaS3 }) =>
    isRecorded(config)
      ? configEncryption({
          partition: config.partition,
          organizationId: config.organizationId,
          roleName: names.configRoleName,
          viaS3,
        })
      : [],
};
