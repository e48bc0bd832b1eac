import { configNames, createsServiceLinkedRole, recorderOf, recorderRoleName } from "../../config/config-names";
import { leastLogRetentionDays } from "../../config/log-retention";
import { type AccountRole, bucketArn, namesFor } from "../../config/names";
import type { AuditConfig } from "../../config/schema";
import { type LoggingHealthRule, loggingHealthRules } from "../../detections/logging-health-rules";
import { churnyResourceTypes } from "../../modules/churny-resource-types";
import { ConfigRecorder } from "../../modules/config-recorder";
import { LoggingHealthRules } from "../../modules/logging-health-rules";
import type { LogSource } from "./log-source";

/** AWS Config in the recorded regions, and its rules about logging. */
export const configRecording: LogSource = (scope, { account, config, archiveKeyArn, archivePolicies }) => {
  const mode = recorderOf(config, account.id);
  if (mode === "none") return;
  const names = namesFor(config);
  const { adoptedName, dailyForChurnyTypes, recordingFrequency, snapshotFrequency } = config.logSources.config;
  const roleName = recorderRoleName(config);
  const recordsDaily = dailyForChurnyTypes ?? recordingFrequency === "CONTINUOUS";
  const { started } = new ConfigRecorder(scope, "Config", {
    partition: config.partition,
    accountId: account.id,
    homeRegion: config.homeRegion,
    regions: config.recordedRegions,
    role:
      roleName === undefined
        ? { kind: "serviceLinked", create: createsServiceLinkedRole(config, account.id) }
        : { kind: "own", roleName },
    bucketName: names.buckets.config,
    bucketArn: bucketArn(config.partition, names.buckets.config),
    prefix: names.prefixes.config,
    kmsKeyArn: archiveKeyArn,
    recordingFrequency,
    dailyTypes: recordsDaily ? churnyResourceTypes : [],
    snapshotFrequency,
    adoptedName: mode === "adopt" ? adoptedName : undefined,
    dependsOn: archivePolicies?.config && [archivePolicies.config],
  });

  const rules = rulesOf(config, account.role);
  if (rules.length === 0) return;
  new LoggingHealthRules(scope, "LoggingHealth", {
    homeRegion: config.homeRegion,
    recorders: started,
    rules,
    leastRetentionDays: leastLogRetentionDays(config),
    ruleName: configNames(config).ruleName,
  });
};

/** The chosen rules that are about an account. */
function rulesOf({ logSources }: AuditConfig, role: AccountRole): LoggingHealthRule[] {
  const { rules } = logSources.config;
  const every: readonly LoggingHealthRule[] = loggingHealthRules;
  return every.filter(
    ({ id, accounts, perLogGroup }) =>
      (accounts === "every" || accounts === role) &&
      (typeof rules === "boolean" ? rules && !perLogGroup : rules.includes(id)),
  );
}
