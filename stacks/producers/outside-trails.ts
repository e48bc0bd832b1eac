import { outsideTrailArns } from "../../config/names/external-accounts";
import type { AuditConfig } from "../../config/audit-config";
import { outsideTrailDelivery, outsideTrailEncryption } from "../../modules/iam/grants/external-trails";
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
