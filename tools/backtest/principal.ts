import { isObject } from "../../detections/filter-pattern/selection";

/** A session of a role. Those of IAM Identity Center are named after a person. */
const session = /^(.*:assumed-role\/(?!AWSReservedSSO_)[^/]+)\/.*$/;

/**
 * Whom an event is of, in one name: the ARN, of a session the role's; the service, where it acted for itself.
 *
 * A role has a new session name in each run of a pipeline, so it is counted as one; people of IAM Identity Center are
 * counted one by one.
 */
export function principalOf(userIdentity: unknown): string {
  if (!isObject(userIdentity)) return "unknown";
  const { arn, invokedBy, userName, principalId, type } = userIdentity;
  const name = [arn, invokedBy, userName, principalId, type].find((text) => typeof text === "string" && text !== "");
  return String(name ?? "unknown").replace(session, "$1");
}
