import { type Policy, nameOf } from "./document";
import { type OrganizationPolicies, filteredBy } from "./organization-policies";
import { type Named, isOfAccount } from "./principal";
import { type PolicyRequest, contextOf } from "./request";
import { type EvaluatedRequest, appliesTo } from "./statement";

/** A statement that decided the request. */
export interface Deciding {
  readonly policy: string;
  readonly statement: string;
}

/** Decision of AWS. */
export type Decision =
  | { readonly effect: "allow"; readonly by: readonly Deciding[] }
  | { readonly effect: "explicit deny"; readonly by: readonly Deciding[] }
  | {
      readonly effect: "implicit deny";
      readonly lacks:
        | "the resource's policy"
        | "the caller's policy"
        | "either policy"
        | "the service control policies";
    };

/** Policies that apply to a request. */
export interface Policies {
  /** Resource policy, such as a bucket policy or key policy. */
  readonly resource?: Policy;

  /** IAM policies of the caller. */
  readonly identity: readonly Policy[];

  /**
   * Policies of the organization of the caller or the resource.
   *
   * @default no policy of an organization applies
   */
  readonly organization?: OrganizationPolicies;
}

interface Match extends Deciding {
  readonly kind: Policy["kind"];
  readonly effect: "Allow" | "Deny";
  readonly named: Named;
}

/**
 * Decides a request as IAM documents it. A Deny overrides every Allow. Within an account, the resource policy or the policies of
 * the caller must allow the request. For a KMS key, the key policy must allow the caller or its account. Across accounts, both
 * must allow the request. For a service, only the resource policy counts. The policies of the organization must also allow the
 * request. Permissions boundaries and session policies are not evaluated.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export function evaluate(policies: Policies, request: PolicyRequest): Decision {
  const evaluated = { request, context: contextOf(request) };
  const matches = [...(policies.resource ? [policies.resource] : []), ...policies.identity].flatMap((policy) =>
    matchesOf(policy, evaluated),
  );
  const filtered = policies.organization && filteredBy(policies.organization, evaluated);
  const denied = matches.filter(({ effect }) => effect === "Deny").map(toDeciding);
  const by = [...(filtered?.denied ?? []), ...denied];
  if (by.length > 0) return { effect: "explicit deny", by };
  if (filtered?.isUnallowed) return { effect: "implicit deny", lacks: "the service control policies" };
  return decideAllowed(matches, request);
}

function decideAllowed(matches: readonly Match[], request: PolicyRequest): Decision {
  const byIdentity = matches.filter(({ kind }) => kind === "identity");
  const byResource = matches.filter(({ kind }) => kind === "resource");
  const directly = byResource.filter(({ named }) => named === "directly");
  const { caller, resourceAccount, resource } = request;

  if (!isOfAccount(caller)) return allowedBy([directly], "the resource's policy");
  if (caller.account !== resourceAccount) return across(byResource, byIdentity);
  if (directly.length > 0) return allowedBy([directly], "either policy");
  return isKey(resource) ? across(byResource, byIdentity) : allowedBy([byIdentity], "either policy");
}

/** Decides a request that the resource policy and the policies of the caller must both allow. */
function across(byResource: readonly Match[], byIdentity: readonly Match[]): Decision {
  return allowedBy([byResource, byIdentity], byResource.length === 0 ? "the resource's policy" : "the caller's policy");
}

function allowedBy(
  needed: readonly (readonly Match[])[],
  lacks: Extract<Decision, { effect: "implicit deny" }>["lacks"],
): Decision {
  return needed.every((matches) => matches.length > 0)
    ? { effect: "allow", by: needed.flat().map(toDeciding) }
    : { effect: "implicit deny", lacks };
}

const isKey = (resource: string): boolean => /^arn:[^:]+:kms:/.test(resource);

const toDeciding = ({ policy, statement }: Match): Deciding => ({ policy, statement });

function matchesOf({ name, kind, statements }: Policy, evaluated: EvaluatedRequest): Match[] {
  const matches: Match[] = [];
  for (const [i, statement] of statements.entries()) {
    const named = appliesTo(kind, statement, evaluated);
    if (named !== undefined)
      matches.push({ policy: name, statement: nameOf(statement, i), kind, effect: statement.Effect, named });
  }
  return matches;
}
