import { operatorOf } from "./operators";
import { PolicyError } from "./policy-error";

/** A value of the policy grammar: one string, or a list. */
type OneOrMore = string | readonly string[];

/** Principal element of a statement: everybody, or principals by their type. */
export type PrincipalElement = "*" | Readonly<Partial<Record<"AWS" | "Service", OneOrMore>>>;

/** One statement of a policy, with IAM's own field names. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;
}

/** A policy, with its name for explanations. */
export interface Policy {
  readonly name: string;
  readonly kind: "resource" | "identity" | "service control" | "resource control";
  readonly statements: readonly Statement[];
}

const elements = new Set(
  ["Sid", "Effect", "Condition"].concat(
    ["Principal", "Action", "Resource"].flatMap((element) => [element, `Not${element}`]),
  ),
);

/** The values of an element, which is one value or a list. */
export const listOf = (value: OneOrMore | undefined): readonly string[] =>
  typeof value === "string" ? [value] : (value ?? []);

/**
 * Reads a policy.
 *
 * @throws PolicyError for elements that the evaluator does not support
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(name: string, kind: Policy["kind"], json: string): Policy {
  const document = JSON.parse(json);
  const unknown = Object.keys(document).find((key) => !["Version", "Id", "Statement"].includes(key));
  if (unknown !== undefined) throw new PolicyError(`${name}: unknown element ${unknown} of a policy; remove it`);
  // Older versions do not support policy variables
  if (document.Version !== "2012-10-17") {
    throw new PolicyError(`${name}: Version must be 2012-10-17, got ${document.Version}`);
  }
  const statements: Statement[] = [document.Statement].flat();
  statements.forEach((statement, i) => check(statement, kind, `${name}, ${nameOf(statement, i)}`));
  return { name, kind, statements };
}

/** Name of a statement in explanations. */
export const nameOf = ({ Sid }: Statement, i: number): string => Sid ?? `statement ${i + 1}`;

function check(statement: Statement, kind: Policy["kind"], where: string): void {
  const unknown = Object.keys(statement).find((key) => !elements.has(key));
  if (unknown !== undefined) throw new PolicyError(`${where}: unknown element ${unknown} of a statement; remove it`);
  if (!["Allow", "Deny"].includes(statement.Effect)) {
    throw new PolicyError(`${where}: Effect must be Allow or Deny, got ${statement.Effect}`);
  }
  for (const operator of Object.keys(statement.Condition ?? {})) {
    if (operator !== "Null") operatorOf(operator);
  }
  one(statement, "Action", where);
  one(statement, "Resource", where);
  if (kind === "resource control") checkResourceControl(statement, where);
  if (kind === "resource" || kind === "resource control") return one(statement, "Principal", where);
  if (statement.Principal ?? statement.NotPrincipal) {
    throw new PolicyError(`${where}: ${kindName[kind]} cannot have a Principal`);
  }
}

const kindName = { identity: "an identity policy", "service control": "a service control policy" };

/**
 * Refuses the elements that AWS Organizations refuses in a resource control policy.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
function checkResourceControl(statement: Statement, where: string): void {
  const refuse = (what: string) => {
    throw new PolicyError(`${where}: a resource control policy ${what}`);
  };
  if (statement.Effect !== "Deny")
    refuse("can have only Deny statements; AWS attaches the policy that allows everything");
  if (statement.NotAction !== undefined) refuse("cannot have NotAction");
  if (statement.NotPrincipal !== undefined) refuse("cannot have NotPrincipal");
  const isEverybody = ["*", { AWS: "*" }].some((all) => JSON.stringify(all) === JSON.stringify(statement.Principal));
  if (!isEverybody) refuse(`must have the Principal *, got ${JSON.stringify(statement.Principal)}`);
  const unsupported = listOf(statement.Action).find((action) => !resourceControlServices.has(serviceOf(action)));
  if (unsupported !== undefined)
    refuse(`cannot have the action ${unsupported}; use actions of the services that the evaluator supports`);
}

const serviceOf = (action: string): string => action.split(":")[0]?.toLowerCase() ?? "";

/**
 * Services in this project's resource control policies, among those that AWS supports.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
const resourceControlServices: ReadonlySet<string> = new Set(["kms", "s3", "sqs", "sts"]);

function one(statement: Statement, element: "Action" | "Resource" | "Principal", where: string): void {
  const given = [statement[element], statement[`Not${element}`]].filter((value) => value !== undefined);
  if (given.length !== 1) throw new PolicyError(`${where}: a statement must have either ${element} or Not${element}`);
}
