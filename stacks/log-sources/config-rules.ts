import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import type { AccountRole } from "../../config/derived/accounts";
import { leastLogRetentionDays } from "../../config/derived/log-retention";
import { awsConfigNames } from "../../config/names/aws-config";
import { type AwsConfigRule, awsConfigRules } from "../../detections/aws-config-rules";
import { AwsConfigRules } from "../../modules/aws-config/aws-config-rules";
import type { SourceAccount } from "./log-source";

/** Adds the rules of AWS Config about logging to the regions of an account that have a recorder. */
export function addConfigRules(
  scope: Construct,
  { account, config }: SourceAccount,
  recorders: ReadonlyMap<string, ITerraformDependable>,
): void {
  const rules = rulesOf(config, account.role);
  if (rules.length === 0 || recorders.size === 0) return;
  new AwsConfigRules(scope, "LoggingHealth", {
    homeRegion: config.homeRegion,
    recorders,
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
