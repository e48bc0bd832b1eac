import type { Policy } from "../iam/document";
import { evaluate } from "../iam/evaluate";
import type { PolicyRequest } from "../iam/request";

/** A role that a service assumes. */
export interface ServiceRole {
  readonly arn: string;
  readonly trust: Policy;
  readonly policies: readonly Policy[];
}

/** Whether a service may assume a role, with the condition keys that it sends to AWS STS. */
export function canAssume(service: string, trust: Policy, context: PolicyRequest["context"]): boolean {
  const request = {
    caller: { kind: "service", service } as const,
    action: "sts:AssumeRole",
    resource: "role",
    resourceAccount: "",
    context,
  };
  return evaluate({ resource: trust, identity: [] }, request).effect === "allow";
}

/** Whether the policies of a role allow an action on a resource of its own account. */
export function roleMay(
  role: Pick<ServiceRole, "arn" | "policies">,
  account: string,
  action: string,
  resource: string,
): boolean {
  const caller = { kind: "role", arn: role.arn, account } as const;
  const request = { caller, action, resource, resourceAccount: account, context: {} };
  return evaluate({ identity: role.policies }, request).effect === "allow";
}
