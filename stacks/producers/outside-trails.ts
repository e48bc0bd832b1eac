import { outsideTrailArns } from "../../config/outside-names";
import type { AuditConfig } from "../../config/schema";
import { outsideTrailDelivery, outsideTrailEncryption } from "../../modules/grants/outside-trails";
import type { Producer } from "./producer";

/** The trails of accounts outside the organization. */
export const outsideTrails: Producer = {
  archive: "trail",
  bucketGrants: ({ config, names: { prefixes }, bucketArn }) =>
    outsideTrailDelivery({ ...trailsOf(config), bucketArn, prefix: prefixes.cloudTrail }),
  keyGrants: ({ config }) => outsideTrailEncryption({ ...trailsOf(config), partition: config.partition }),
};

function trailsOf(config: AuditConfig) {
  return { accountIds: config.accounts.outside.map(({ id }) => id), trailArns: outsideTrailArns(config) };
}
