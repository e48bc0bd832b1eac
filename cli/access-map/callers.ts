import { type Policy, type Statement, listOf } from "../../aws-semantics/iam/document";
import { readPolicy } from "../../aws-semantics/iam/read-policy";
import type { Caller } from "../../aws-semantics/iam/request";
import { type Guarded, loosePoliciesOf, rolesOf } from "../../terraform-types/synthesized/policies";
import type { References } from "../../terraform-types/synthesized/references";

/** A principal that may request a log. */
export interface Candidate {
  readonly caller: Caller;

  /**
   * IAM policies of the candidate in an account. A deployed role has its own policies. An administrator is allowed everything.
   * A principal of another account that a policy names is also allowed everything, because its account can allow it.
   */
  readonly identityFor: (account: string) => readonly Policy[];

  /** Kind of principal: named in a policy, a role with a managed policy, or an example of each other kind. */
  readonly as: "named" | "holder" | "administrator" | "stranger" | "anonymous";
}

const everything: Policy = readPolicy(
  "AdministratorAccess",
  "identity",
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
);

/**
 * All principals to evaluate: principals that policies name, the roles of the output, a role with each managed policy of the
 * output, an administrator of each account, a principal of another organization, and a principal without credentials.
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
    ...loosePoliciesOf(references).map(({ name, accountId, policy }) =>
      candidate(role(`arn:${references.partition}:iam::${accountId}:policy/${name}`), [policy], "holder"),
    ),
    ...accounts.map((account) => candidate(role(administratorOf(account)), [everything], "administrator")),
    candidate({ kind: "role", arn: administratorOf(stranger), account: stranger }, [everything], "stranger"),
    candidate({ kind: "anonymous" }, [], "anonymous"),
  ];
}

/** An account id that is in no output. */
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

/** External accounts: account ids that a statement allows without a condition on the organization. */
function accountsOutside({ Effect, Condition }: Statement): readonly string[] {
  if (Effect === "Deny") return [];
  const keys = Object.values(Condition ?? {}).flatMap((one) => Object.entries(one));
  if (keys.some(([key]) => key === "aws:PrincipalOrgID")) return [];
  return keys.flatMap(([key, values]) => (key === "aws:PrincipalAccount" ? listOf(values) : []));
}

/** Id of the organization that the policies allow. */
function organizationOf(statements: readonly Statement[]): string | undefined {
  return statements
    .flatMap(({ Condition }) => Object.values(Condition ?? {}))
    .flatMap((keys) => listOf(keys["aws:PrincipalOrgID"]))[0];
}
