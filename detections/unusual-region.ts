import { notByService, notFromService, succeeded } from "./calls";
import type { Detection } from "./detection";

/**
 * Changes in a region that nobody is known to use. The catalog cannot have it: which regions those are, an organization
 * says itself.
 *
 * @param expectedRegions regions in use, the one of global events among them
 */
export function unusualRegion(expectedRegions: readonly string[]): Detection {
  const elsewhere = expectedRegions.map((region) => `$.awsRegion != "${region}"`);
  const conditions = ["$.readOnly IS FALSE", succeeded, ...elsewhere, notByService, notFromService];
  return {
    id: "unusual-region",
    title: "Something was changed in a region that is not in use",
    why: "Nobody looks there, so that is where stolen credentials start machines.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1535", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
    pattern: `{ ${conditions.map((condition) => `(${condition})`).join(" && ")} }`,
  };
}
