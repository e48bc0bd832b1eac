import { succeeded } from "../calls";
import type { Detection } from "../detection";
import { notDrilled } from "../drill";
import { notHousekeeping } from "./housekeeping";

/** The regions of a partition: where changes are usual, and where they are not. */
export interface UsualRegions {
  /** Regions in use, including the region of global services. */
  readonly inUse: readonly string[];

  /** All other known regions. */
  readonly unused: readonly string[];
}

/** Changes in a region that is not in use. It depends on the configuration, so it is not in the catalog. */
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
    why: "Nobody watches such a region, so thieves of credentials start machines there.",
    severity: "notify",
    track: "pager",
    drill: notDrilled("It matches no refused call, and the drill calls only regions that are in use."),
    controls: ["ATT&CK T1535", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
    pattern: `{ ${conditions.map((condition) => `(${condition})`).join(" && ")} }`,
  };
}

/** The shorter of the two possible conditions: a pattern has at most 1,024 characters, and AWS has more than 30 regions. */
function regionArguments({ inUse, unused }: UsualRegions): string[] {
  return inUse.length <= unused.length
    ? inUse.map((region) => `$.awsRegion != "${region}"`)
    : [unused.map((region) => `$.awsRegion = "${region}"`).join(" || ")];
}
