import { archivePrefixes } from "../../log-sources/archive-prefixes";
import type { AuditConfig } from "../audit-config";

/** The document of a session if its caller names no document. AWS defines this name. */
export const sessionDocumentName = "SSM-SessionManagerRunShell";

/** Names for session recording, the same in every account and region. */
export function sessionNames({ prefix }: Pick<AuditConfig, "prefix">) {
  return {
    logGroupName: `/aws/ssm/${prefix}-sessions`,
    keyAlias: `alias/${prefix}-sessions`,
    nodePolicyName: `${prefix}-session-node`,
    documentPolicyName: `${prefix}-require-session-document`,
  };
}

/** Folder of the transcripts of an account. It has a folder for each region. */
export function transcriptFolder(accountId: string): string {
  return `${archivePrefixes.sessions}/AWSLogs/${accountId}/sessions`;
}
