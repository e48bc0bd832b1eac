import { type Policy, type Statement, listOf, readPolicy } from "../iam-evaluator/document";
import type { Caller } from "../iam-evaluator/request";
import { type Guarded, rolesOf } from "../terraform-output/policies";
import type { References } from "../terraform-output/references";

/** Somebody who may ask for a log. */
export interface Candidate {
  readonly caller: Caller;

  /**
   * Its own policies, for what belongs to an account: a deployed role's; everything for an administrator, and for who is
   * only named where another account is asked, because its own can give it everything.
   */
  readonly identityFor: (account: string) => readonly Policy[];

  /** Who it is: by name, or for whoever else is like it. */
  readonly as: "named" | "administrator" | "stranger" | "anonymous";
}

const everything: Policy = readPolicy(
  "AdministratorAccess",
  "identity",
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
);

/**
 * Everybody worth asking about: the principals that policies name, the roles of the output, an administrator of each
 * account, one of another organization, and somebody without credentials.
 */
export function candidatesOf(references: References, guarded: readonly Guarded[]): Candidate[] {
  const statements = guarded.flatMap(({ policy }) => policy?.statements ?? []);
  const organization = organizationOf(statements);
  const outside = new Set(statements.flatMap(accountsOutside));
  const role = (arn: string): Caller => {
    const account = arn.split(":")[4] ?? "";
    return { kind: "role", arn, account, ...(organization !== undefined && !outside.has(account) && { organization }) };
  };
  const deployed = rolesOf(references);
  const known = new Set(deployed.map(({ arn }) => arn));
  const named = [...new Set(statements.flatMap(arnsOf))].filter((arn) => !known.has(arn)).map(role);
  const accounts = [...new Set(references.stacks.map(({ accountId }) => accountId))];
  const administratorOf = (account: string) => `arn:${references.partition}:iam::${account}:role/an-administrator`;

  return [
    ...services(statements).map((service) => candidate({ kind: "service", service }, [], "named")),
    ...deployed.map(({ arn, policies }) => candidate(role(arn), policies, "named")),
    ...named.map((caller) => ({
      caller,
      identityFor: (account: string) => (isOf(caller, account) ? [] : [everything]),
      as: "named" as const,
    })),
    ...accounts.map((account) => candidate(role(administratorOf(account)), [everything], "administrator")),
    candidate({ kind: "role", arn: administratorOf(stranger), account: stranger }, [everything], "stranger"),
    candidate({ kind: "anonymous" }, [], "anonymous"),
  ];
}

/** An account that no output has. */
const stranger = "0".repeat(12);

const candidate = (caller: Caller, identity: readonly Policy[], as: Candidate["as"]): Candidate => ({
  caller,
  identityFor: () => identity,
  as,
});

const isOf = (caller: Caller, account: string): boolean => "account" in caller && caller.account === account;

const services = (statements: readonly Statement[]): string[] => [
  ...new Set(statements.flatMap(({ Principal }) => (typeof Principal === "object" ? listOf(Principal.Service) : []))),
];

const arnsOf = ({ Principal }: Statement): readonly string[] =>
  typeof Principal === "object"
    ? listOf(Principal.AWS).filter((arn) => arn.startsWith("arn:") && !arn.endsWith(":root"))
    : [];

/** Accounts that a statement lets in by their ids without asking for the organization: they are not in it. */
function accountsOutside({ Effect, Condition }: Statement): readonly string[] {
  if (Effect === "Deny") return [];
  const keys = Object.values(Condition ?? {}).flatMap((one) => Object.entries(one));
  if (keys.some(([key]) => key === "aws:PrincipalOrgID")) return [];
  return keys.flatMap(([key, values]) => (key === "aws:PrincipalAccount" ? listOf(values) : []));
}

/** The organization that the policies let in. */
function organizationOf(statements: readonly Statement[]): string | undefined {
  return statements
    .flatMap(({ Condition }) => Object.values(Condition ?? {}))
    .flatMap((keys) => listOf(keys["aws:PrincipalOrgID"]))[0];
}
