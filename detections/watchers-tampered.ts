import { anyOf, notByService, notFromService } from "./calls";
import type { Detection } from "./detection";

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

export interface Watchers {
  /** Beginning of the names of everything this project makes. */
  readonly prefix: string;

  /** Roles that deploy and do nothing else; none where an administrator's role deploys. */
  readonly deployRoleNames: readonly string[];
}

/**
 * Somebody changes what carries an event to a person: an alarm, a rule, a schedule, a state machine, a queue, a role. The
 * catalog cannot have it: their names begin with the organization's prefix.
 *
 * A role that only deploys is left out, and then anybody else pages. Where an administrator's role deploys, it is also what
 * an attacker would use: nobody is left out, and a deployment is told of in the morning.
 */
export function watchersTampered({ prefix, deployRoleNames }: Watchers): Detection {
  const caller = "$.userIdentity.arn";
  const others = deployRoleNames.map((name) => `${caller} != "*:assumed-role/${name}/*"`);
  const conditions = [
    "$.readOnly IS FALSE",
    anyOf(services.map((service) => `$.eventSource = "${service}.*"`)),
    anyOf(fields.map(([field, before]) => `$.requestParameters.${field} = "${before}${prefix}-*"`)),
    notByService,
    notFromService,
    ...(others.length > 0 ? [anyOf([`${caller} NOT EXISTS`, others.join(" && ")])] : []),
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
