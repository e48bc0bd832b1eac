import { listOf } from "../../aws-semantics/iam/document";
import type { Grant } from "./access";
import type { LogLocation } from "./access-map";
import type { LogWriter } from "./log-writers";

/** Maximum number of account ids to list. A longer list is replaced by its length. */
const listedAccounts = 3;

/** A list of account ids, or their number. */
function accountsText(ids: readonly string[]): string {
  const accounts = [...new Set(ids)];
  return accounts.length > listedAccounts ? `${accounts.length} accounts` : accounts.join(", ");
}

/** Groups values by name, in the order of the first value of each group. */
function groups<Value>(values: readonly Value[], nameOf: (value: Value) => string): [string, Value[]][] {
  const byName = new Map<string, Value[]>();
  for (const value of values) byName.set(nameOf(value), [...(byName.get(nameOf(value)) ?? []), value]);
  return [...byName];
}

/** The kinds of resources that write to a location. */
export function logSourcesText(logSources: readonly LogWriter[]): string[] {
  return groups(logSources, ({ what, isOfOrganization }) => `${what}${isOfOrganization ? ", every account" : ""}`).map(
    ([what, of]) => `${what} (${accountsText(of.map(({ accountId }) => accountId))})`,
  );
}

/** Names of the principals that are granted a use. All principals of one kind with the same permission share one name. */
export function grantsText(grants: readonly Grant[]): string[] {
  return groups(grants, granteeName).map(([name, of]) => {
    const accounts = of.flatMap(({ candidate: { caller } }) => ("account" in caller ? [caller.account] : []));
    if (accounts.length === 0 || of[0]?.candidate.as === "stranger") return name;
    return name === anyPrincipal
      ? `${anyPrincipal} in ${accountsText(accounts)}`
      : `${name} of ${accountsText(accounts)}`;
  });
}

const anyPrincipal = "any principal that IAM allows";

function granteeName({ candidate: { caller, as }, statement, accountId }: Grant): string {
  if (as === "anonymous") return "ANYONE, without credentials";
  if (as === "stranger") return "ANYONE of another organization";
  if (as === "administrator") return anyPrincipal;
  if (caller.kind === "service") return `${caller.service}${behalf(statement)}`;
  if (!("arn" in caller)) return "";
  if (isForAnyRole(statement)) return caller.account === accountId ? "any role" : anyPrincipal;
  const name = caller.arn.replace(/^.*:/, "");
  return as === "holder" ? `roles with ${name}` : name;
}

/** Whether a statement of a bucket policy allows every role of the organization. */
const isForAnyRole = ({ Principal, Condition }: Grant["statement"]): boolean =>
  typeof Principal === "object" &&
  listOf(Principal.AWS).includes("*") &&
  !Object.values(Condition ?? {}).some((keys) => "aws:PrincipalArn" in keys);

/** Account or resource for which a statement allows a service to act. */
function behalf({ Condition }: Grant["statement"]): string {
  const values = Object.values(Condition ?? {}).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, value]) => (/^aws:Source/i.test(key) ? listOf(value) : [])),
  );
  return values.length === 0
    ? ", for anyone"
    : ` for ${values.map((value) => value.replace(/^arn:[^:]+:(s3:::)?/, "")).join(", ")}`;
}

/** Retention of a location's logs. */
export function retentionText({ accountId, retention: { lock, transitions, expireDays } }: LogLocation): string[] {
  if (accountId === undefined) return [unknown];
  return [
    lock === undefined ? "no lock" : `locked ${lock}`,
    ...transitions,
    expireDays === undefined ? "never deleted" : `deleted after ${expireDays} days`,
  ];
}

/** Key that encrypts the logs of a location. */
export const keyText = ({ accountId, key }: LogLocation): string =>
  accountId === undefined ? unknown : (key ?? "SSE-S3");

/** Printed for a value that is unknown because the output does not create the bucket. */
export const unknown = "not in this output";
