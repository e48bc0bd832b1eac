import type { AuditConfig } from "../config/audit-config";
import type { Guardrail } from "../config/guardrails/guardrail";
import type { Rule } from "../config/rules/rule";
import type { DeclaredConfig } from "../config/schema/declared";
import type { AlarmSeverity, PipelineCheck } from "../detections/detection";
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
  readonly schedules?: readonly string[];

  /** Build projects of CodeBuild. */
  readonly buildProjects?: readonly string[];
}

/**
 * Log groups that are never subscribed, because they contain only logs of the feature itself. They are not subscribed even while the
 * feature is disabled, because a log group stays when a feature is disabled.
 */
export interface FeatureLogGroups {
  /** Settings that the names depend on. */
  readonly reads: readonly string[];
  readonly names: (config: DeclaredConfig) => readonly string[];
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

  /** Checks of the pipeline that have a runbook. No detection or other check has the same id. */
  readonly checks?: readonly PipelineCheck[];

  /** Alarms that publish to the topics of the alerting account. */
  readonly alarms?: (config: AuditConfig) => readonly FeatureAlarm[];
  readonly ownNames?: (config: AuditConfig) => OwnNames;

  /** Roles of the log-archive account that publish to the topics of the alarms. */
  readonly publisherArns?: (config: AuditConfig) => readonly string[];

  /** Guardrails over resources of the log-archive account that no other guardrail protects. */
  readonly guardrails?: (config: AuditConfig) => readonly Guardrail[];
  readonly logGroups?: FeatureLogGroups;

  /** ARN patterns of log groups that the archive key encrypts. */
  readonly keyLogGroupArns?: (config: AuditConfig) => readonly string[];
  readonly cost?: FeatureCost;
}
