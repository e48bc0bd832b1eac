import { TerraformStack } from "cdktf";
import { bucketArn, namesFor } from "../../config/names";
import { sourceRegions } from "../../config/regions";
import type { AuditConfig } from "../../config/schema";
import { sessionDocumentName, sessionNames, transcriptFolder } from "../../config/session-names";
import { SessionPreferences } from "../../modules/session-preferences";
import { declareOutputs } from "../../modules/stack-outputs";
import { deliveryTo } from "../producers/producer";
import type { LogSource } from "./log-source";
import { logKeyArns, sessionKeyArns } from "./regional-keys";

/** Sessions of Session Manager, recorded in the archive. */
export const sessions: LogSource = (scope, source) => {
  const { account, config, archiveKeyArn } = source;
  const { enabled, cloudWatchLogs, encryptSessions, runAs, ...preferences } = config.logSources.sessions;
  if (!enabled) return;

  const regions = sourceRegions(config, "sessions");
  const names = sessionNames(config);
  const { serviceLogs } = namesFor(config).buckets;
  const { nodePolicyArn, documentPolicyArn } = new SessionPreferences(scope, "Sessions", {
    partition: config.partition,
    accountId: account.id,
    homeRegion: config.homeRegion,
    regions,
    documentName: sessionDocumentName,
    adoptedRegions: adoptedRegions(config, account.id),
    bucketName: serviceLogs,
    bucketArn: bucketArn(config.partition, serviceLogs),
    folder: transcriptFolder(account.id),
    archiveKeyArn,
    viaS3: deliveryTo("serviceLogs", config).viaS3,
    logGroupName: cloudWatchLogs.enabled ? names.logGroupName : undefined,
    logGroupRetentionDays: cloudWatchLogs.retentionDays,
    logKeyArns: cloudWatchLogs.enabled ? logKeyArns(scope, source, regions) : new Map(),
    sessionKeyArns: encryptSessions ? sessionKeyArns(scope, source, regions) : new Map(),
    idleTimeoutMinutes: preferences.idleTimeoutMinutes,
    maxDurationMinutes: preferences.maxDurationMinutes ?? undefined,
    runAs: runAs.enabled ? { defaultUser: runAs.defaultUser ?? "" } : undefined,
    nodePolicyName: names.nodePolicyName,
    documentPolicyName: names.documentPolicyName,
  });
  declareOutputs(TerraformStack.of(scope), {
    session_node_policy_arn: {
      value: nodePolicyArn,
      description: "Policy that the roles of nodes need so that their sessions are recorded",
    },
    session_document_policy_arn: {
      value: documentPolicyArn,
      description: "Policy for whoever starts sessions: none but recorded ones",
    },
  });
};

function adoptedRegions(config: AuditConfig, accountId: string): readonly string[] {
  const { existingDocument, adoptedDocuments } = config.logSources.sessions;
  if (existingDocument === "create") return [];
  return adoptedDocuments.length === 0
    ? sourceRegions(config, "sessions")
    : adoptedDocuments.filter(({ account }) => account === accountId).map(({ region }) => region);
}
