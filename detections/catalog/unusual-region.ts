import { succeeded } from "../calls";
import type { Detection } from "../detection";
import { notDrilled } from "../drill";
import { notHousekeeping } from "./housekeeping";

/** The regions of a partition: regions in which changes are expected, and all other regions. */
export interface UsualRegions {
  /** Regions in use, including the region of global services. */
  readonly inUse: readonly string[];

  /** All other known regions. */
  readonly unused: readonly string[];
}

/** The detection of changes in a region that is not in use. It depends on the configuration, so it is not in the catalog. */
export function unusualRegion(regions: UsualRegions): Detection {
  const conditions = [
    "$.readOnly IS FALSE",
    succeeded,
    ...regionArguments(regions),
    '$.userIdentity.type != "AWSService"',
    notHousekeeping("config", "securityHub"),
  ];
  return {
    id: "unusual-region",
    title: "Something was changed in a region that is not in use",
    why: "Nobody watches a region that is not in use, so thieves of credentials start machines in it.",
    severity: "notify",
    track: "pager",
    drill: notDrilled("It does not match refused calls, and the drill sends calls only to regions in use."),
    controls: ["ATT&CK T1535", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
    pattern: `{ ${conditions.map((condition) => `(${condition})`).join(" && ")} }`,
  };
}

/** The shorter of two equal conditions, because a pattern has at most 1,024 characters and AWS has more than 30 regions. */
function regionArguments({ inUse, unused }: UsualRegions): string[] {
  return inUse.length <= unused.length
    ? inUse.map((region) => `$.awsRegion != "${region}"`)
    : [unused.map((region) => `$.awsRegion = "${region}"`).join(" || ")];
}
