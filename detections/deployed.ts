import { detections } from "./catalog";
import type { Detection, Severity } from "./detection";
import { unusualRegion } from "./unusual-region";
import { watchersTampered } from "./watchers-tampered";

/** An ordinary value of a field; events that have it do not count. */
export interface Exclusion {
  /** Field of the event, such as `$.userIdentity.arn`. */
  readonly selector: string;

  /** Its value, with an asterisk at either end for anything. */
  readonly value: string;
}

/** What an organization changes in a detection of the catalog. */
export interface Override {
  /** Why the detection is switched off. */
  readonly off?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly threshold?: number | undefined;
  readonly periodSeconds?: number | undefined;
  readonly exclusions: readonly Exclusion[];
}

export interface DetectionSettings {
  /** Regions in use; none when changes in other regions are nothing special. */
  readonly expectedRegions: readonly string[];
  readonly overrides: Readonly<Partial<Record<string, Override>>>;

  /** Detections beside the catalog's. */
  readonly own: readonly Omit<Detection, "track">[];
}

/** What the detections have to know of a configuration. */
export interface DetectionSource {
  readonly prefix: string;
  readonly detections: DetectionSettings;

  /** Name of the organization trail, where it is not `<prefix>-organization-trail`. */
  readonly trail: { readonly name?: string | undefined };
  readonly access: { readonly roleName?: string | undefined; readonly managementRoleName?: string | undefined };
}

/** The role AWS Organizations makes in each member: an administrator's, not one that only deploys. */
const administratorRole = "OrganizationAccountAccessRole";

/** The detections an organization deploys: the catalog as it changed it, those of its names, and its own. */
export function deployedDetections({ prefix, trail, access, detections: settings }: DetectionSource): Detection[] {
  const { expectedRegions, overrides, own } = settings;
  const deployRoleNames = [access.roleName, access.managementRoleName].filter((name) => name !== undefined);
  const areDedicated = deployRoleNames.length === 2 && !deployRoleNames.includes(administratorRole);
  const kept = detections.flatMap((detection) => {
    const override = overrides[detection.id];
    if (override?.off !== undefined) return [];
    const named = ofTrail(detection, trail.name);
    return override === undefined ? named : overridden(named, override);
  });
  return [
    ...kept,
    watchersTampered({ prefix, deployRoleNames: areDedicated ? [...new Set(deployRoleNames)] : [] }),
    ...(expectedRegions.length > 0 ? [unusualRegion(expectedRegions)] : []),
    ...own.map(onPager),
  ];
}

const onPager = (detection: Omit<Detection, "track">): Detection => ({ ...detection, track: "pager" });

/** With the trail's own name; the catalog has the default one. */
function ofTrail(detection: Detection, trailName: string | undefined): Detection {
  if (detection.id !== "trail-blinded" || trailName === undefined) return detection;
  return { ...detection, pattern: detection.pattern.replaceAll('"*-organization-trail"', `"*${trailName}"`) };
}

function overridden(detection: Detection, override: Override): Detection {
  const { severity = detection.severity, threshold, periodSeconds, exclusions } = override;
  return {
    ...detection,
    severity,
    pattern: excluding(detection.pattern, exclusions),
    ...(threshold !== undefined && { threshold }),
    ...(periodSeconds !== undefined && { periodSeconds }),
  };
}

/**
 * A pattern for JSON events that leaves out those with certain values.
 *
 * A comparison of an absent field is false, `!=` too, so an event without the field has to be let in expressly.
 */
export function excluding(pattern: string, exclusions: readonly Exclusion[]): string {
  const selectors = [...new Set(exclusions.map(({ selector }) => selector))];
  const conditions = selectors.map((selector) => {
    const different = exclusions
      .filter((exclusion) => exclusion.selector === selector)
      .map(({ value }) => `(${selector} != ${quoted(value)})`);
    return `((${selector} NOT EXISTS) || (${different.join(" && ")}))`;
  });
  return conditions.length === 0 ? pattern : `{ (${inner(pattern)}) && ${conditions.join(" && ")} }`;
}

const inner = (pattern: string): string => pattern.trim().slice(1, -1).trim();
const quoted = (value: string): string => `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
