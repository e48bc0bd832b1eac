import { type Policy, nameOf } from "./document";
import { type Caller, type PolicyRequest } from "./request";
import { type EvaluatedRequest, appliesTo } from "./statement";
import { isOfAccount } from "./principal";

/** Attached policies by level: one list each for the organization's root, its units in order, and the account. */
export type Attached = readonly (readonly Policy[])[];

/** The policies of AWS Organizations that can apply to a request. */
export interface OrganizationPolicies {
  readonly organizationId: string;

  /** Id of the management account. No policy of the organization applies to its principals and resources. */
  readonly managementAccount: string;

  /** Service control policies that apply to the account of the caller. */
  readonly serviceControl: Attached;

  /**
   * Resource control policies that apply to the account of the resource, which belongs to the organization. They only deny: AWS
   * attaches `RCPFullAWSAccess` everywhere, and no one can detach it.
   */
  readonly resourceControl: Attached;
}

/** A statement of a policy of the organization that denies a request. */
interface DenyingStatement {
  readonly policy: string;
  readonly statement: string;
}

/** The decision of the policies of the organization. These policies only filter: they never grant a permission. */
export interface Filtered {
  readonly denied: readonly DenyingStatement[];

  /** Whether at some level no service control policy allows the request. */
  readonly isUnallowed: boolean;
}

/**
 * Applies the policies of an organization to a request.
 *
 * Service control policies limit users, roles and root users of members. Resource control policies limit all access to resources of
 * members, including access by AWS services. Neither applies to the management account and to service-linked roles.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function filteredBy(organization: OrganizationPolicies, evaluated: EvaluatedRequest): Filtered {
  const { request } = evaluated;
  const limits = isLimited(organization, request.caller) ? organization.serviceControl : [];
  const guards = isGuarded(organization, request) ? organization.resourceControl : [];
  return {
    denied: [...limits, ...guards].flat().flatMap((policy) => findMatches(policy, "Deny", evaluated)),
    isUnallowed: limits.some((level) => level.every((policy) => findMatches(policy, "Allow", evaluated).length === 0)),
  };
}

/** Whether service control policies limit a caller. */
function isLimited({ organizationId, managementAccount }: OrganizationPolicies, caller: Caller): boolean {
  if (!isOfAccount(caller) || isServiceLinked(caller)) return false;
  return caller.organization === organizationId && caller.account !== managementAccount;
}

/**
 * Whether resource control policies apply to a request. AWS does not evaluate them for an action without a resource (`*`).
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
function isGuarded(organization: OrganizationPolicies, request: PolicyRequest): boolean {
  const { caller, action, resource, resourceAccount } = request;
  if (resourceAccount === organization.managementAccount || resource === "*") return false;
  if (isOfAccount(caller) && isServiceLinked(caller)) return false;
  return action.toLowerCase() !== "kms:retiregrant";
}

/** Whether a role is a service-linked role. IAM allows only AWS services to create a role below this path. */
function isServiceLinked({ kind, arn }: { readonly kind: string; readonly arn: string }): boolean {
  return kind === "role" && /^arn:[^:]+:iam::\d{12}:role\/aws-service-role\//.test(arn);
}

function findMatches({ name, kind, statements }: Policy, effect: "Allow" | "Deny", evaluated: EvaluatedRequest) {
  return statements.flatMap((statement, i) =>
    statement.Effect === effect && appliesTo(kind, statement, evaluated) !== undefined
      ? [{ policy: name, statement: nameOf(statement, i) }]
      : [],
  );
}
