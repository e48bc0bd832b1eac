import { isObject } from "../../aws-semantics/filter-pattern/selection";

/** ARN of a role session. Sessions of IAM Identity Center do not match, because their names are names of people. */
const session = /^(.*:assumed-role\/(?!AWSReservedSSO_)[^/]+)\/.*$/;

/**
 * The name of the caller of an event: its ARN, the ARN of the role for a role session, or the service that made the call.
 *
 * All sessions of a role are counted together, because each run of a pipeline has a new session name. Sessions of IAM Identity
 * Center are counted for each person.
 */
export function principalOf(userIdentity: unknown): string {
  if (!isObject(userIdentity)) return "unknown";
  const { arn, invokedBy, userName, principalId, type } = userIdentity;
  const name = [arn, invokedBy, userName, principalId, type].find((text) => typeof text === "string" && text !== "");
  return String(name ?? "unknown").replace(session, "$1");
}
