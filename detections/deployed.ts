import { type AlarmNames, alarmTopicTampering } from "./catalog/alarm-topic-tampering";
import { type ArchiveBuckets, archiveGuardRemoved, archiveSettingsChanged } from "./catalog/archive-tampering";
import { callVolumeUnusual } from "./catalog/call-volume-unusual";
import { detections } from "./catalog/all";
import type { Detection, Severity } from "./detection";
import { type TrailNames, trailBlinded } from "./catalog/trail-blinded";
import { anyTrailLogGroup, trailLogGroupTampering } from "./catalog/trail-log-group-tampering";
import { type UsualRegions, unusualRegion } from "./catalog/unusual-region";
import { alertingTampered } from "./catalog/alerting-tampered";

/** An expected value of a field. Events with this value do not count. */
export interface Exclusion {
  /** Field of the event, such as `$.userIdentity.arn`. */
  readonly selector: string;

  /** Value of the field. An asterisk at the start or end matches any characters. */
  readonly value: string;
}

/** Changes of an organization to a detection of the catalog. */
export interface Override {
  /** Reason why the detection is disabled. */
  readonly off?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly threshold?: number | undefined;
  readonly periodSeconds?: number | undefined;
  readonly exclusions: readonly Exclusion[];
}

export interface DetectionSettings {
  readonly overrides: Readonly<Partial<Record<string, Override>>>;

  /** Detections that are not in the catalog. */
  readonly own: readonly Omit<Detection, "track">[];
}

/** Names of an organization's resources that detections compare. */
export interface ComparedNames {
  readonly trail: TrailNames;

  /**
   * Patterns for the name and the ARN of the log group of the trail in calls.
   *
   * @default the default name of this project, in any organization
   */
  readonly trailLogGroups?: readonly string[] | undefined;
  readonly archive: ArchiveBuckets;

  /**
   * Database of the tables.
   *
   * @default a database with the default name of this project
   */
  readonly database?: string | undefined;
  readonly workgroups: readonly string[];
  readonly alarms: AlarmNames;
}

/** Values of a configuration that detections depend on. */
export interface DetectionSource {
  readonly prefix: string;
  readonly usualRegions: UsualRegions;
  readonly detections: DetectionSettings;

  readonly trail: { readonly insights?: readonly string[] };

  readonly names: ComparedNames;
  readonly access: { readonly roleName?: string | undefined; readonly managementRoleName?: string | undefined };
}

/** The roles that AWS Organizations and Control Tower create in each member. They are not only for deployments. */
const administratorRoles = ["OrganizationAccountAccessRole", "AWSControlTowerExecution"];

/**
 * The detections that an organization deploys: the catalog with overrides, detections with configured names, and detections of its
 * own.
 */
export function deployedDetections(source: DetectionSource): Detection[] {
  const { prefix, usualRegions, trail, access, detections: settings } = source;
  const { overrides, own } = settings;
  const deployRoleNames = [access.roleName, access.managementRoleName].filter((name) => name !== undefined);
  const areDedicated =
    deployRoleNames.length === 2 && !deployRoleNames.some((name) => administratorRoles.includes(name));
  const named = new Map(withNames(source.names).map((detection) => [detection.id, detection]));
  const keepDetection = (detection: Detection): Detection[] => {
    const override = overrides[detection.id];
    if (override?.off !== undefined) return [];
    return [override === undefined ? detection : applyOverride(detection, override)];
  };
  return [
    ...detections.flatMap((detection) => keepDetection(named.get(detection.id) ?? detection)),
    alertingTampered({ prefix, deployRoleNames: areDedicated ? [...new Set(deployRoleNames)] : [] }),
    ...(usualRegions.unused.length > 0 ? keepDetection(unusualRegion(usualRegions)) : []),
    ...(trail.insights && trail.insights.length > 0 ? keepDetection(callVolumeUnusual) : []),
    ...own.map(onPager),
  ];
}

/** Detections whose pattern contains configured names: of the trail, its log group, the archives, workgroups and alarms. */
const withNames = ({ trail, trailLogGroups, archive, database, workgroups, alarms }: ComparedNames): Detection[] => [
  trailBlinded(trail),
  trailLogGroupTampering(trailLogGroups ?? anyTrailLogGroup),
  archiveGuardRemoved(archive),
  archiveSettingsChanged(archive, workgroups, database),
  alarmTopicTampering(alarms),
];

const onPager = (detection: Omit<Detection, "track">): Detection => ({ ...detection, track: "pager" });

function applyOverride(detection: Detection, override: Override): Detection {
  const { severity = detection.severity, threshold, periodSeconds, exclusions } = override;
  const { rulePattern } = detection;
  return {
    ...detection,
    severity,
    pattern: excludeEvents(detection.pattern, exclusions),
    ...(rulePattern !== undefined && { rulePattern: excludeEvents(rulePattern, exclusions) }),
    ...(threshold !== undefined && { threshold }),
    ...(periodSeconds !== undefined && { periodSeconds }),
  };
}

/**
 * A pattern for JSON events that excludes events with certain values.
 *
 * Every comparison with an absent field is false, even with `!=`. So the pattern must explicitly match events without the field.
 */
export function excludeEvents(pattern: string, exclusions: readonly Exclusion[]): string {
  const selectors = [...new Set(exclusions.map(({ selector }) => selector))];
  const conditions = selectors.map((selector) => {
    const different = exclusions
      .filter((exclusion) => exclusion.selector === selector)
      .map(({ value }) => `(${selector} != ${quoteValue(value)})`);
    return `((${selector} NOT EXISTS) || (${different.join(" && ")}))`;
  });
  return conditions.length === 0 ? pattern : `{ (${inner(pattern)}) && ${conditions.join(" && ")} }`;
}

const inner = (pattern: string): string => pattern.trim().slice(1, -1).trim();
const quoteValue = (value: string): string => `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
