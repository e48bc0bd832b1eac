import { listOf, nameOf, type Policy, type Statement } from "./document";
import { operatorOf } from "./operators";
import { PolicyError } from "./policy-error";
import { readForms } from "./policy-forms";

const elements = new Set(
  ["Sid", "Effect", "Condition"].concat(
    ["Principal", "Action", "Resource"].flatMap((element) => [element, `Not${element}`]),
  ),
);

/** Kind of a policy to read. A trust policy is the resource policy of a role, and its statements need not name the resource. */
export type PolicyKind = Policy["kind"] | "trust";

/**
 * Reads a policy in any form that AWS accepts. One value becomes a list, and a number or boolean becomes text.
 *
 * @throws PolicyError for a policy that AWS would refuse, and for elements that the evaluator does not support
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(name: string, kind: PolicyKind, json: string): Policy {
  const { elements: given, statements: read } = readForms(json);
  const unknown = given.find((key) => !["Version", "Id", "Statement"].includes(key));
  if (unknown !== undefined) throw new PolicyError(`${name}: unknown element ${unknown} of a policy; remove it`);
  const evaluated = kind === "trust" ? "resource" : kind;
  const statements = kind === "trust" ? read.map(withResource) : read;
  statements.forEach((statement, i) => check(statement, evaluated, `${name}, ${nameOf(statement, i)}`));
  return { name, kind: evaluated, statements };
}

const withResource = (statement: Statement): Statement =>
  statement.Resource === undefined && statement.NotResource === undefined
    ? { ...statement, Resource: ["*"] }
    : statement;

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
  const isEverybody = ["*", { AWS: ["*"] }].some((all) => JSON.stringify(all) === JSON.stringify(statement.Principal));
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
