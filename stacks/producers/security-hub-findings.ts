import { deliveryNames } from "../../config/names/deliveries";
import { firehoseDelivery, firehoseEncryption } from "../../modules/iam/grants/firehose";
import type { Delivery, Producer } from "./producer";

/** Findings of Security Hub, through Firehose of the accounts that deliver them. */
export const securityHubFindings: Producer = {
  archive: "serviceLogs",
  bucketGrants: (delivery) => (isOn(delivery) ? firehoseDelivery(findingDelivery(delivery)) : []),
  ownWriters: (delivery) =>
    isOn(delivery) ? { roleName: deliveryNames(delivery.config).findings.deliveryRoleName } : {},
  keyGrants: (delivery) => (isOn(delivery) ? [firehoseEncryption(findingDelivery(delivery), delivery.viaS3)] : []),
};

const isOn = ({ config }: Delivery) => config.logSources.securityHubFindings.mode !== "none";

const findingDelivery = ({ config, names: { prefixes }, bucketArn }: Delivery) => ({
  partition: config.partition,
  what: "Findings",
  bucketArn,
  prefixes: [prefixes.securityHubFindings, `${prefixes.failedDeliveries}/${prefixes.securityHubFindings}`],
  organizationId: config.organizationId,
  roleName: deliveryNames(config).findings.deliveryRoleName,
});
