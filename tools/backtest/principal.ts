import { isObject } from "../../detections/filter-pattern/selection";

/** A session of a role. Session names of IAM Identity Center are names of people, so those are kept. */
const session = /^(.*:assumed-role\/(?!AWSReservedSSO_)[^/]+)\/.*$/;

/**
 * One name for the caller of an event: the ARN, for a session the ARN of its role, or the service if it acted for itself.
 *
 * Each run of a pipeline has a new session name, so the sessions of a role are counted together. People of IAM Identity Center
 * are counted one by one.
 */
export function principalOf(userIdentity: unknown): string {
  if (!isObject(userIdentity)) return "unknown";
  const { arn, invokedBy, userName, principalId, type } = userIdentity;
  const name = [arn, invokedBy, userName, principalId, type].find((text) => typeof text === "string" && text !== "");
  return String(name ?? "unknown").replace(session, "$1");
}
