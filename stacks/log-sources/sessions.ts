import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { sourceRegions } from "../../config/derived/regions";
import { bucketArn, namesFor } from "../../config/names/names";
import { sessionDocumentName, sessionNames, transcriptFolder } from "../../config/names/sessions";
import { s3ViaService } from "../../config/partitions";
import { SessionPreferences } from "../../modules/sessions/session-preferences";
import { declareOutputs } from "../../modules/terraform/stack-outputs";
import type { LogSource, SourceAccount } from "./log-source";
import { logKeyArns, sessionKeyArns } from "./regional-keys";

/** Sessions of Session Manager. The nodes of every account upload the transcripts. */
export const sessions: LogSource = {
  addTo,
};

function addTo(scope: Construct, source: SourceAccount): void {
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
    s3ViaService: s3ViaService(config),
    logGroupName: cloudWatchLogs.enabled ? names.logGroupName : undefined,
    logGroupRetentionDays: cloudWatchLogs.retentionDays,
    maskedDataIdentifiers: config.masking.sessions,
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
      description: "Policy for users who start sessions; it denies sessions that are not recorded",
    },
  });
}

function adoptedRegions(config: AuditConfig, accountId: string): readonly string[] {
  const { existingDocument, adoptedDocuments } = config.logSources.sessions;
  if (existingDocument === "create") return [];
  return adoptedDocuments.length === 0
    ? sourceRegions(config, "sessions")
    : adoptedDocuments.filter(({ account }) => account === accountId).map(({ region }) => region);
}
