import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { leastLogRetentionDays } from "../../config/derived/log-retention";
import { awsConfigNames } from "../../config/names/aws-config";
import { createsServiceLinkedRole, recorderOf, recorderRoleName } from "../../config/derived/recorders";
import { bucketArn, namesFor } from "../../config/names/names";
import { type AccountRole } from "../../config/derived/accounts";
import { type AwsConfigRule, awsConfigRules } from "../../detections/aws-config-rules";
import { AwsConfigRules } from "../../modules/aws-config/aws-config-rules";
import { ConfigRecorder } from "../../modules/aws-config/config-recorder";
import { ForgottenRecorder } from "../../modules/aws-config/forgotten-recorder";
import { highChurnResourceTypes } from "../../modules/aws-config/high-churn-resource-types";
import type { LogSource, SourceAccount } from "./log-source";

/** AWS Config in the recorded regions, and its rules about logging. */
export const awsConfig: LogSource = {
  addTo,
};

function addTo(scope: Construct, { account, config, archiveKeyArn, archivePolicies }: SourceAccount): void {
  const mode = recorderOf(config, account.id);
  if (mode === "none") {
    new ForgottenRecorder(scope, "Config", { homeRegion: config.homeRegion, regions: config.recordedRegions });
    return;
  }
  const names = namesFor(config);
  const { adoptedName, recordHighChurnTypesDaily, recordingFrequency, snapshotFrequency } = config.logSources.awsConfig;
  const roleName = recorderRoleName(config);
  const recordsDaily = recordHighChurnTypesDaily ?? recordingFrequency === "CONTINUOUS";
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
    prefix: names.prefixes.awsConfig,
    kmsKeyArn: archiveKeyArn,
    recordingFrequency,
    dailyTypes: recordsDaily ? highChurnResourceTypes : [],
    snapshotFrequency,
    adoptedName: mode === "adopt" ? adoptedName : undefined,
    dependsOn: archivePolicies?.config && [archivePolicies.config],
  });

  const rules = rulesOf(config, account.role);
  if (rules.length === 0) return;
  new AwsConfigRules(scope, "LoggingHealth", {
    homeRegion: config.homeRegion,
    recorders: started,
    rules,
    leastRetentionDays: leastLogRetentionDays(config),
    ruleName: awsConfigNames(config).ruleName,
  });
}

/** The enabled rules that apply to an account with this role. */
function rulesOf({ logSources }: AuditConfig, role: AccountRole): AwsConfigRule[] {
  const { rules } = logSources.awsConfig;
  const every: readonly AwsConfigRule[] = awsConfigRules;
  return every.filter(
    ({ id, accounts, perLogGroup }) =>
      (accounts === "every" || accounts === role) &&
      (typeof rules === "boolean" ? rules && !perLogGroup : rules.includes(id)),
  );
}
