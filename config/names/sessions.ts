import { archivePrefixes } from "./names";
import type { AuditConfig } from "../audit-config";

/** The document that sessions use whose caller names none. AWS gave it its name. */
export const sessionDocumentName = "SSM-SessionManagerRunShell";

/** Names of what sessions need, the same in every account and region. */
export function sessionNames({ prefix }: Pick<AuditConfig, "prefix">) {
  return {
    logGroupName: `/aws/ssm/${prefix}-sessions`,
    keyAlias: `alias/${prefix}-sessions`,
    nodePolicyName: `${prefix}-session-node`,
    documentPolicyName: `${prefix}-require-session-document`,
  };
}

/** Folder of the transcripts of an account, in which each region has one. */
export function transcriptFolder(accountId: string): string {
  return `${archivePrefixes.sessions}/AWSLogs/${accountId}/sessions`;
}
