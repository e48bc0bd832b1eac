import type { AuditConfig } from "../config/audit-config";
import type { Rule } from "../config/rules/rule";
import type { AlarmSeverity } from "../detections/detection";
import type { FeatureCost } from "./cost";

/** An alarm in the log-archive account. */
export interface FeatureAlarm {
  /** Complete name of the alarm. */
  readonly name: string;
  readonly severity: AlarmSeverity;
}

/** Names of resources in the log-archive account, which the guardrails protect. */
export interface OwnNames {
  /** Roles that principals of the organization assume. */
  readonly roles?: readonly string[];

  /** Roles that principals outside the organization assume. */
  readonly outsideRoles?: readonly string[];
  readonly keyAliases?: readonly string[];
  readonly workgroups?: readonly string[];
  readonly queues?: readonly string[];
  readonly topics?: readonly string[];
}

/**
 * An optional part of the audit logging. The core asks the list of features and knows no feature by its name.
 *
 * Functions with a configuration are called only if the feature is enabled in that configuration.
 */
export interface Feature {
  /** Name of the folder. */
  readonly name: string;

  /** The content of the folder in one sentence, for CONTRIBUTING.md. */
  readonly summary: string;

  /** Names of settings in AWS and other products, in lower case, by the setting. Messages about unknown settings suggest them. */
  readonly usualNames?: Readonly<Record<string, readonly string[]>>;

  /** Rules that reject invalid combinations of settings. They also apply while the feature is disabled. */
  readonly rules?: readonly Rule[];
  readonly isEnabled: (config: AuditConfig) => boolean;

  /** Alarms that publish to the topics of the alerting account. */
  readonly alarms?: (config: AuditConfig) => readonly FeatureAlarm[];
  readonly ownNames?: (config: AuditConfig) => OwnNames;
  readonly cost?: FeatureCost;
}
