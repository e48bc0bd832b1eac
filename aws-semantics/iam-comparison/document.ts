import type { Policy } from "../iam/document";
import { readPolicy } from "../iam/read-policy";
import { readForms } from "../iam/policy-forms";

/**
 * Kind of a compared policy. A policy of the organization limits the permissions that policies of its accounts grant.
 */
export type ComparedKind = "resource" | "identity" | "trust" | "organization";

/**
 * Reads a policy for a comparison. An empty text is a policy without statements.
 *
 * @throws PolicyError when the policy cannot be evaluated
 */
export function readCompared(text: string, kind: ComparedKind): Policy {
  if (text === "")
    return { name: "policy", kind: kind === "resource" || kind === "trust" ? "resource" : "identity", statements: [] };
  if (kind === "organization") return readOrganizationPolicy(text);
  // Some services accept statements that do not name the resource
  return readPolicy("policy", kind === "identity" ? "identity" : "trust", text);
}

/** A policy of the organization, together with the statement that allows everything that it does not deny. */
function readOrganizationPolicy(text: string): Policy {
  // A resource control policy has the principal `*`. It limits the permissions that resource policies grant
  const isResourceControl = readForms(text).statements.some(({ Principal }) => Principal !== undefined);
  const policy = readPolicy("policy", isResourceControl ? "resource" : "identity", text);
  const allowed = isResourceControl ? { ...everything, Principal: "*" } : everything;
  return { ...policy, statements: [...policy.statements, allowed] };
}

/** The statement that allows everything that no policy of the organization denies. */
const everything = { Effect: "Allow", Action: "*", Resource: "*" } as const;
