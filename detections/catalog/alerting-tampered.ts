import { anyOf } from "../calls";
import type { Detection } from "../detection";

/** Services whose resources carry an event to a person. */
const services = ["monitoring", "events", "scheduler", "states", "sqs", "iam"];

/** Fields of a call that name such a resource, with what stands before the name. */
const fields = [
  ["alarmName", ""],
  ["alarmNames[*]", ""],
  ["name", ""],
  ["rule", ""],
  ["roleName", ""],
  ["stateMachineArn", "*:"],
  ["queueUrl", "*/"],
] as const;

export interface AlertingResources {
  /** Beginning of the names of everything this project makes. */
  readonly prefix: string;

  /** Roles that deploy and do nothing else; none where an administrator's role deploys. */
  readonly deployRoleNames: readonly string[];
}

/**
 * Somebody changes what carries an event to a person: an alarm, a rule, a schedule, a state machine, a queue, a role. The
 * catalog cannot have it: their names begin with the organization's prefix.
 *
 * A role that only deploys is left out, and then anybody else pages, also whoever changes such a role, or creates one of
 * its name where there is none. Where an administrator's role deploys, it is also what an attacker would use: nobody is left
 * out, and a deployment notifies.
 */
export function alertingTampered({ prefix, deployRoleNames }: AlertingResources): Detection {
  const named = [
    ...fields.map(([field, before]) => `$.requestParameters.${field} = "${before}${prefix}-*"`),
    ...deployRoleNames.map((name) => `$.requestParameters.roleName = "${name}"`),
  ];
  const conditions = [
    "$.readOnly IS FALSE",
    anyOf(services.map((service) => `$.eventSource = "${service}.*"`)),
    named.join(" || "),
    ...(deployRoleNames.length > 0 ? [notDeployed(deployRoleNames)] : []),
  ];
  return {
    id: "watchers-tampered",
    title: "What carries events to people was changed, or somebody tried to",
    why: "An alarm, rule, schedule or role of this project that is gone or bent tells nobody.",
    severity: deployRoleNames.length > 0 ? "page" : "notify",
    track: "pager",
    controls: ["ATT&CK T1685", "NIST 800-53 AU-5", "NIST 800-53 SI-4", "PCI DSS 4 10.7.2", "SOC 2 CC7.2"],
    pattern: `{ ${conditions.map((condition) => `(${condition})`).join(" && ")} }`,
  };
}

/**
 * The caller is no session of a role that deploys.
 *
 * The name of the issuer alone would not do: a federated session of a user has the user's. Nor would the caller's ARN: the
 * path of a user, which its creator chooses, may contain `:assumed-role/`.
 */
function notDeployed(roleNames: readonly string[]): string {
  const issuer = "$.userIdentity.sessionContext.sessionIssuer.userName";
  const others = roleNames.map((name) => `${issuer} != "${name}"`).join(" && ");
  return anyOf(['$.userIdentity.type != "AssumedRole"', others]);
}
