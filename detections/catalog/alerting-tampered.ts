import { anyOf } from "../calls";
import type { Detection } from "../detection";
import { refused } from "../drill";

/** Services whose resources are part of the alerting pipeline. */
const services = ["monitoring", "events", "scheduler", "states", "sqs", "iam"];

/** Fields of a call that contain the name or ARN of such a resource, with the text before the name. */
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
  /** Prefix of the names of all resources of this project. */
  readonly prefix: string;

  /** Roles that are used only to deploy. Empty if an administrator's role deploys. */
  readonly deployRoleNames: readonly string[];
}

/** A call on a rule that does not exist. */
const pipelineDrill = refused("eventbridge", "DisableRule", "No rule has this name.", ({ prefix, name }) => ({
  Name: `${prefix}-${name}`,
}));

/**
 * Someone changes a part of the alerting pipeline: an alarm, a rule, a schedule, a state machine, a queue or a role. The detection
 * is not in the catalog, because these names begin with the prefix of the organization.
 *
 * If a role is used only to deploy, its calls are excluded, and calls of all other principals page. A call that changes such a role,
 * or creates a role with its name, also pages. If the role that deploys is the role of an administrator, an attacker could use it
 * too. So no caller is excluded then, and a deployment notifies.
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
    id: "alerting-tampered",
    title: "The alerting pipeline was changed, or somebody tried to",
    why: "An alarm, rule, schedule or role of this project that was deleted or changed notifies nobody.",
    severity: deployRoleNames.length > 0 ? "page" : "notify",
    track: "pager",
    drill: pipelineDrill,
    controls: ["ATT&CK T1685", "NIST 800-53 AU-5", "NIST 800-53 SI-4", "PCI DSS 4 10.7.2", "SOC 2 CC7.2"],
    pattern: `{ ${conditions.map((condition) => `(${condition})`).join(" && ")} }`,
  };
}

/**
 * Condition: the caller is not a session of a deploying role.
 *
 * The name of the session issuer is not enough, because the issuer of a federated session can be a user with the same name. The
 * ARN of the caller is not enough, because the creator of a user chooses its path, which may contain `:assumed-role/`.
 */
function notDeployed(roleNames: readonly string[]): string {
  const issuer = "$.userIdentity.sessionContext.sessionIssuer.userName";
  const others = roleNames.map((name) => `${issuer} != "${name}"`).join(" && ");
  return anyOf(['$.userIdentity.type != "AssumedRole"', others]);
}
