import { type Policy, type PrincipalElement, type Statement, listOf } from "../iam/document";
import type { Caller } from "../iam/request";
import { instanceOf, sample } from "./samples";

/** A sample principal that a policy can apply to. */
export interface Candidate {
  readonly caller: Caller;

  /** IAM policies of the principal, which allow everything or nothing. */
  readonly identity: readonly Policy[];

  /** Name for people. */
  readonly label: string;

  /** Whether the principal stands for anyone: it has no credentials, or its account is in no policy. */
  readonly isPublic: boolean;
}

const everything: Policy = {
  name: "everything",
  kind: "identity",
  statements: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/** The principals that statements name in principals or conditions, and examples of principals that they do not name. */
export function candidatesOf(statements: readonly Statement[], owner: string): Candidate[] {
  const principals = statements.flatMap(({ Principal, NotPrincipal }) => [Principal, NotPrincipal].flatMap(namesOf));
  const services = principals.flatMap(({ kind, value }) => (kind === "Service" ? [value] : []));
  const named = principals.flatMap(({ kind, value }) => (kind === "AWS" && value !== "*" ? [value] : []));
  const conditioned = conditionValues(statements, "aws:principalarn").map(instanceOf);
  const organizations = conditionValues(statements, "aws:principalorgid").map(instanceOf);
  const accounts = [
    ...named.flatMap(accountOf),
    ...conditionValues(statements, "aws:principalaccount").map(instanceOf),
  ];
  const arns = [...named.filter((value) => accountOf(value).length === 0), ...conditioned];
  const all = [
    ...[...new Set(services)].map(service),
    ...[...new Set(arns)].flatMap((arn) => variants(arn, arn, owner, organizations)),
    ...[...new Set([...accounts, owner])].flatMap((account) => delegatedCandidates(account, owner, organizations)),
    ...variants(roleArn(owner), "any principal of the account", owner, organizations).filter(
      ({ identity }) => identity.length === 0,
    ),
    ...[...new Set(organizations)].map((organization) =>
      role(roleArn(sample.accountId), `any principal of the organization ${organization}`, [everything], organization),
    ),
    { ...role(roleArn(sample.accountId), "anyone of another account", [everything]), isPublic: true },
    { caller: { kind: "anonymous" } as const, identity: [], label: "anyone, without credentials", isPublic: true },
  ];
  return all;
}

/** The principal that has an identity policy. */
export const holder = (owner: string): Candidate => role(roleArn(owner), "the holder", []);

const service = (name: string): Candidate => ({
  caller: { kind: "service", service: name },
  identity: [],
  label: name,
  isPublic: false,
});

/** A principal of an account whose IAM policy allows everything. */
const delegatedCandidates = (account: string, owner: string, organizations: readonly string[]): Candidate[] =>
  variants(roleArn(account), `any principal of account ${account} that IAM allows`, owner, organizations).filter(
    ({ identity }) => identity.length > 0,
  );

/** A principal with and without IAM permissions, and in each organization that the statements name. */
function variants(arn: string, label: string, owner: string, organizations: readonly string[]): Candidate[] {
  const account = accountIn(arn);
  const identities = account === owner ? [[], [everything]] : [[everything]];
  const inOrganization = (organization: string) =>
    account === owner ? label : `${label}, if it belongs to the organization ${organization}`;
  return identities.flatMap((identity) =>
    [role(arn, label, identity)].concat(
      [...new Set(organizations)].map((one) => role(arn, inOrganization(one), identity, one)),
    ),
  );
}

function role(arn: string, label: string, identity: readonly Policy[], organization?: string): Candidate {
  const caller: Caller = {
    kind: "role",
    arn,
    account: accountIn(arn),
    ...(organization !== undefined && { organization }),
  };
  return { caller, identity, label, isPublic: false };
}

const roleArn = (account: string): string => ["arn", "aws", "iam", "", account, `role/${sample.name}`].join(":");

const accountIn = (arn: string): string =>
  /^\d{12}$/.test(arn.split(":")[4] ?? "") ? (arn.split(":")[4] ?? "") : sample.accountId;

const namesOf = (element: PrincipalElement | undefined): { readonly kind: string; readonly value: string }[] =>
  typeof element === "object"
    ? Object.entries(element).flatMap(([kind, values]) => listOf(values).map((value) => ({ kind, value })))
    : [];

/** The account that a principal element names, by its id or by the ARN of its root user. */
function accountOf(principal: string): string[] {
  const account = /^\d{12}$/.test(principal) ? principal : /^arn:[^:]+:iam::(\d{12}):root$/.exec(principal)?.[1];
  return account === undefined ? [] : [account];
}

function conditionValues(statements: readonly Statement[], name: string): string[] {
  return statements
    .flatMap(({ Condition }) => Object.values(Condition ?? {}))
    .flatMap((keys) => Object.entries(keys))
    .flatMap(([key, values]) => (key.toLowerCase() === name ? listOf(values) : []));
}
