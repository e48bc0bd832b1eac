import { type Policy, readPolicy } from "../../iam-evaluator/document";
import { PolicyError } from "../../iam-evaluator/policy-error";
import { type Json, type JsonObject, isObject } from "../reading/json-values";

/**
 * Where a policy is attached. A trust policy is the policy of a role as a resource, and names no resource. A policy of the
 * organization limits what the policies of its accounts allow.
 */
export type PolicyKind = "resource" | "identity" | "trust" | "organization";

/**
 * Reads a policy as anybody writes it, in the form of the evaluator.
 *
 * @throws PolicyError when it cannot be evaluated
 */
export function readDocument(text: string, kind: PolicyKind): Policy {
  const evaluated = evaluatedAsResource(kind) ? "resource" : "identity";
  if (text === "") return { name: "policy", kind: evaluated, statements: [] };
  const document = parse(text);
  if (!isObject(document)) throw new PolicyError("expected a policy to be a JSON object");
  const { Version: version, Statement: statements = [], ...rest } = document;
  const list = (Array.isArray(statements) ? statements : [statements]).map((statement: Json) => {
    if (!isObject(statement)) throw new PolicyError("expected each statement of a policy to be a JSON object");
    return statementOf(version === "2012-10-17" ? statement : withoutVariables(statement), kind);
  });
  const json = JSON.stringify({ ...rest, Version: "2012-10-17", Statement: list });
  if (kind !== "organization") return readPolicy("policy", evaluated, json);
  // The principal of a resource control policy is everybody. The policy limits what policies of resources allow
  const isResourceControl = list.some(({ Principal }) => Principal !== undefined);
  const policy = readPolicy("policy", isResourceControl ? "resource" : "identity", json);
  const allowed = isResourceControl ? { ...everything, Principal: "*" } : everything;
  return { ...policy, statements: [...policy.statements, allowed] };
}

/** What accounts may allow if no policy of the organization denies it. */
const everything = { Effect: "Allow", Action: "*", Resource: "*" } as const;

function parse(text: string): Json {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PolicyError("the policy is not valid JSON");
  }
  // JSON.parse keeps the last of two equal keys, and AWS may keep the other one
  const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gs)].filter(([, colon]) => colon !== undefined).length;
  if (written !== keyCount(json)) throw new PolicyError("the policy has the same key twice in an object");
  return json;
}

function keyCount(value: Json | undefined): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one: Json) => sum + keyCount(one), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>((sum, one) => sum + 1 + keyCount(one), 0);
}

const evaluatedAsResource = (kind: PolicyKind): boolean => kind === "resource" || kind === "trust";

/** Before the version 2012-10-17, `${` is text and no variable. */
const withoutVariables = (statement: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(statement).replaceAll("${", "${$}{"));

function statementOf(statement: JsonObject, kind: PolicyKind): JsonObject {
  const { Condition: condition, Principal: principal, NotPrincipal: notPrincipal, ...rest } = statement;
  const needsResource =
    rest["Resource"] === undefined && rest["NotResource"] === undefined && evaluatedAsResource(kind);
  const named = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      name === "Sid" || name === "Effect" ? value : texts(value, name),
    ]),
  );
  return {
    ...named,
    ...(principal !== undefined && { Principal: principals(principal) }),
    ...(notPrincipal !== undefined && { NotPrincipal: principals(notPrincipal) }),
    ...(condition !== undefined && { Condition: conditionsOf(condition) }),
    ...(needsResource && { Resource: "*" }),
  };
}

/** Texts of the grammar. A number or a truth value in a condition counts as its text. */
function texts(value: Json | undefined, where: string): string[] {
  return [value].flat().map((one) => {
    if (typeof one === "object" || one === undefined)
      throw new PolicyError(`expected ${where} to be a string or a list of strings`);
    return String(one);
  });
}

/** Principals that are no AWS principals, such as an identity provider, are compared by their names. */
function principals(element: Json): Json {
  if (element === "*") return element;
  if (!isObject(element)) throw new PolicyError("expected a principal to be * or an object");
  const services = texts(element["Service"] ?? [], "Principal");
  const others = ["Federated", "CanonicalUser"].flatMap((type) => texts(element[type] ?? [], "Principal"));
  const unknown = Object.keys(element).find((type) => !["AWS", "Service", "Federated", "CanonicalUser"].includes(type));
  if (unknown !== undefined) throw new PolicyError(`the evaluator does not support principals of type ${unknown}`);
  return {
    ...(element["AWS"] !== undefined && { AWS: texts(element["AWS"], "Principal") }),
    ...(services.length + others.length > 0 && { Service: [...services, ...others] }),
  };
}

function conditionsOf(condition: Json): JsonObject {
  if (!isObject(condition)) throw new PolicyError("expected Condition to be an object");
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => {
      if (!isObject(keys)) throw new PolicyError(`expected Condition.${operator} to be an object`);
      return [operator, Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, texts(value, key)]))];
    }),
  );
}
