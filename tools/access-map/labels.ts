import { listOf } from "../iam-evaluator/document";
import type { Grant } from "./access";
import type { LogPlace } from "./access-map";
import type { LogWriter } from "./log-writers";

/** Accounts that are listed by their ids; more are counted. */
const listedAccounts = 3;

/** Accounts as they are listed, or how many there are. */
function accountsText(ids: readonly string[]): string {
  const accounts = [...new Set(ids)];
  return accounts.length > listedAccounts ? `${accounts.length} accounts` : accounts.join(", ");
}

/** Groups values by a name, in the order of the first of each. */
function groups<Value>(values: readonly Value[], nameOf: (value: Value) => string): [string, Value[]][] {
  const byName = new Map<string, Value[]>();
  for (const value of values) byName.set(nameOf(value), [...(byName.get(nameOf(value)) ?? []), value]);
  return [...byName];
}

/** Who writes to a place: resources of the output, by what they are. */
export function producersText(producers: readonly LogWriter[]): string[] {
  return groups(producers, ({ what, isOfOrganization }) => `${what}${isOfOrganization ? ", every account" : ""}`).map(
    ([what, of]) => `${what} (${accountsText(of.map(({ accountId }) => accountId))})`,
  );
}

/** Who may do something, by name; what the policies let everybody of a kind do stands for the kind. */
export function grantsText(grants: readonly Grant[]): string[] {
  return groups(grants, granteeName).map(([name, of]) => {
    const accounts = of.flatMap(({ candidate: { caller } }) => ("account" in caller ? [caller.account] : []));
    if (accounts.length === 0 || of[0]?.candidate.as === "stranger") return name;
    return name === whoever ? `${whoever} in ${accountsText(accounts)}` : `${name} of ${accountsText(accounts)}`;
  });
}

const whoever = "any principal that IAM allows";

function granteeName({ candidate: { caller, as }, statement, accountId }: Grant): string {
  if (as === "anonymous") return "ANYBODY, without credentials";
  if (as === "stranger") return "ANYBODY of another organization";
  if (as === "administrator") return whoever;
  if (caller.kind === "service") return `${caller.service}${behalf(statement)}`;
  if (!("arn" in caller)) return "";
  if (isForAnyRole(statement)) return caller.account === accountId ? "any role" : whoever;
  return caller.arn.replace(/^.*:/, "");
}

/** Whether a statement of a bucket lets everybody in who is of the organization, whatever role that is. */
const isForAnyRole = ({ Principal, Condition }: Grant["statement"]): boolean =>
  typeof Principal === "object" &&
  listOf(Principal.AWS).includes("*") &&
  !Object.values(Condition ?? {}).some((keys) => "aws:PrincipalArn" in keys);

/** On whose behalf a statement lets a service in. */
function behalf({ Condition }: Grant["statement"]): string {
  const values = Object.values(Condition ?? {}).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, value]) => (/^aws:Source/i.test(key) ? listOf(value) : [])),
  );
  return values.length === 0
    ? ", for anybody"
    : ` for ${values.map((value) => value.replace(/^arn:[^:]+:(s3:::)?/, "")).join(", ")}`;
}

/** How long the logs of a place are kept. */
export function retentionText({ accountId, retention: { lock, transitions, expireDays } }: LogPlace): string[] {
  if (accountId === undefined) return [unknown];
  return [
    lock === undefined ? "no lock" : `locked ${lock}`,
    ...transitions,
    expireDays === undefined ? "never deleted" : `deleted after ${expireDays} days`,
  ];
}

/** What encrypts the logs of a place. */
export const keyText = ({ accountId, key }: LogPlace): string =>
  accountId === undefined ? unknown : (key ?? "SSE-S3");

/** What stands where the output does not make the bucket. */
export const unknown = "not in this output";
