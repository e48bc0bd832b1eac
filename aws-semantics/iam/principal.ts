import { type PrincipalElement, type Statement, listOf } from "./document";
import { PolicyError } from "./policy-error";
import type { Caller } from "./request";

/**
 * The kind of match between a statement and a caller: direct (including everybody), or only by the account of the caller. If it
 * names only the account, an IAM
 * policy in the account must also allow the request.
 */
export type Named = "directly" | "by account";

/**
 * The kind of match between the principals of a statement and a caller.
 *
 * @returns undefined when the principals do not match the caller
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function namedBy({ Principal, NotPrincipal, Effect }: Statement, caller: Caller): Named | undefined {
  if (Principal !== undefined) return strongest(namesOf(Principal).map((name) => matchName(name, caller)));
  if (NotPrincipal === undefined) return "directly";

  const excepted = new Set(namesOf(NotPrincipal).map((name) => matchName(name, caller)));
  // AWS documents that NotPrincipal with Deny must also name the account of an exempt principal
  const exempt =
    Effect === "Deny" && isOfAccount(caller) && caller.kind !== "root"
      ? excepted.has("directly") && excepted.has("by account")
      : excepted.has("directly") || excepted.has("by account");
  return exempt ? undefined : "directly";
}

const strongest = (names: readonly (Named | undefined)[]): Named | undefined =>
  names.find((name) => name === "directly") ?? names.find((name) => name !== undefined);

interface Name {
  readonly kind: string;
  readonly value: string;
}

function namesOf(element: PrincipalElement): Name[] {
  if (element === "*") return [{ kind: "AWS", value: "*" }];
  const unknown = Object.keys(element).find((kind) => kind !== "AWS" && kind !== "Service");
  if (unknown !== undefined)
    throw new PolicyError(`the evaluator does not support principals of type ${unknown}; use AWS or Service`);
  return Object.entries(element).flatMap(([kind, values]) => listOf(values).map((value) => ({ kind, value })));
}

function matchName({ kind, value }: Name, caller: Caller): Named | undefined {
  if (kind === "AWS" && value === "*") return "directly";
  if (/[*?]/.test(value)) throw new PolicyError(`a principal must be * or a name without wildcards, got ${value}`);
  if (kind === "Service") return caller.kind === "service" && caller.service === value ? "directly" : undefined;
  if (!isOfAccount(caller)) return undefined;
  if (value === caller.arn) return "directly";
  const account = /^\d{12}$/.test(value) ? value : /^arn:[^:]+:iam::(\d{12}):root$/.exec(value)?.[1];
  if (account !== caller.account) return undefined;
  return caller.kind === "root" ? "directly" : "by account";
}

/** Whether a caller belongs to an account: it is a user, a role or the account's root user. */
export function isOfAccount(caller: Caller): caller is Extract<Caller, { readonly account: string }> {
  return "account" in caller;
}
