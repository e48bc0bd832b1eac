import type { AuditConfig } from "../../config/audit-config";
import { externalTrailArns } from "../../config/names/external-accounts";
import { externalTrailDelivery, externalTrailEncryption } from "../../modules/iam/grants/external-trails";
import type { LogSource } from "./log-source";

/** Trails of external accounts. The stacks of the external accounts create the trails. */
export const externalTrails: LogSource = {
  writer: {
    archive: "trail",
    bucketStatements: ({ config, names: { prefixes }, archiveArn }) =>
      externalTrailDelivery({ ...trailsOf(config), bucketArn: archiveArn, prefix: prefixes.trail }),
    keyStatements: ({ config }) => externalTrailEncryption({ ...trailsOf(config), partition: config.partition }),
  },
};

function trailsOf(config: AuditConfig) {
  return { accountIds: config.accounts.outside.map(({ id }) => id), trailArns: externalTrailArns(config) };
}
