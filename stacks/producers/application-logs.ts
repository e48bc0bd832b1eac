import { deliveryNames } from "../../config/names/deliveries";
import { firehoseDelivery, firehoseEncryption } from "../../modules/iam/grants/firehose";
import type { Delivery, Producer } from "./producer";

/** Log events of applications, through Firehose of every account. */
export const applicationLogs: Producer = {
  archive: "serviceLogs",
  bucketGrants: (delivery) => (isOn(delivery) ? firehoseDelivery(logDelivery(delivery)) : []),
  ownWriters: (delivery) =>
    isOn(delivery) ? { roleName: deliveryNames(delivery.config).appLogs.deliveryRoleName } : {},
  keyGrants: (delivery) => (isOn(delivery) ? [firehoseEncryption(logDelivery(delivery), delivery.viaS3)] : []),
};

const isOn = ({ config }: Delivery) => {
  const { enabled, subscription } = config.logSources.applicationLogs;
  return enabled && subscription.mode !== "none";
};

const logDelivery = ({ config, names: { prefixes }, bucketArn }: Delivery) => ({
  partition: config.partition,
  what: "AppLogs",
  bucketArn,
  prefixes: [prefixes.appLogs, `${prefixes.failedDeliveries}/${prefixes.appLogs}`],
  organizationId: config.organizationId,
  roleName: deliveryNames(config).appLogs.deliveryRoleName,
});
