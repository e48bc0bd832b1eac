import { type AlarmNames, alarmTopicTampering } from "./catalog/alarm-topic-tampering";
import { type ArchiveBuckets, archiveGuardRemoved, archiveSettingsChanged } from "./catalog/archive-tampering";
import { callVolumeUnusual } from "./catalog/call-volume-unusual";
import { detections } from "./catalog/all";
import type { Detection, Severity } from "./detection";
import { type TrailNames, trailBlinded } from "./catalog/trail-blinded";
import { type UsualRegions, unusualRegion } from "./catalog/unusual-region";
import { alertingTampered } from "./catalog/alerting-tampered";

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
  readonly overrides: Readonly<Partial<Record<string, Override>>>;

  /** Detections beside the catalog's. */
  readonly own: readonly Omit<Detection, "track">[];
}

/** Names of an organization that detections compare. */
export interface ComparedNames {
  readonly trail: TrailNames;
  readonly archive: ArchiveBuckets;
  readonly alarms: AlarmNames;
}

/** What the detections have to know of a configuration. */
export interface DetectionSource {
  readonly prefix: string;
  readonly usualRegions: UsualRegions;
  readonly detections: DetectionSettings;

  readonly trail: { readonly insights?: readonly string[] };

  readonly names: ComparedNames;
  readonly access: { readonly roleName?: string | undefined; readonly managementRoleName?: string | undefined };
}

/** The role AWS Organizations makes in each member: an administrator's, not one that only deploys. */
const administratorRole = "OrganizationAccountAccessRole";

/** The detections an organization deploys: the catalog as it changed it, those of its names, and its own. */
export function deployedDetections(source: DetectionSource): Detection[] {
  const { prefix, usualRegions, trail, access, detections: settings } = source;
  const { overrides, own } = settings;
  const deployRoleNames = [access.roleName, access.managementRoleName].filter((name) => name !== undefined);
  const areDedicated = deployRoleNames.length === 2 && !deployRoleNames.includes(administratorRole);
  const named = new Map(withNames(source.names).map((detection) => [detection.id, detection]));
  const kept = (detection: Detection): Detection[] => {
    const override = overrides[detection.id];
    if (override?.off !== undefined) return [];
    return [override === undefined ? detection : overridden(detection, override)];
  };
  return [
    ...detections.flatMap((detection) => kept(named.get(detection.id) ?? detection)),
    alertingTampered({ prefix, deployRoleNames: areDedicated ? [...new Set(deployRoleNames)] : [] }),
    ...(usualRegions.unused.length > 0 ? kept(unusualRegion(usualRegions)) : []),
    ...(trail.insights && trail.insights.length > 0 ? kept(callVolumeUnusual) : []),
    ...own.map(onPager),
  ];
}

/** Those of the catalog that compare names. */
const withNames = ({ trail, archive, alarms }: ComparedNames): Detection[] => [
  trailBlinded(trail),
  archiveGuardRemoved(archive),
  archiveSettingsChanged(archive),
  alarmTopicTampering(alarms),
];

const onPager = (detection: Omit<Detection, "track">): Detection => ({ ...detection, track: "pager" });

function overridden(detection: Detection, override: Override): Detection {
  const { severity = detection.severity, threshold, periodSeconds, exclusions } = override;
  const { rulePattern } = detection;
  return {
    ...detection,
    severity,
    pattern: excluding(detection.pattern, exclusions),
    ...(rulePattern !== undefined && { rulePattern: excluding(rulePattern, exclusions) }),
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
