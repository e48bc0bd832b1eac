import { type Policy, readPolicy } from "../iam/document";
import { PolicyError } from "../iam/policy-error";
import { type Json, type JsonObject, isObject } from "../../shared/json";

/**
 * Kind of a policy. A trust policy is the resource policy of a role, and names no resource. A policy of the organization limits the
 * permissions that policies of its accounts grant.
 */
export type PolicyKind = "resource" | "identity" | "trust" | "organization";

/**
 * Reads a policy in any valid form, and converts it to the form of the evaluator.
 *
 * @throws PolicyError when the policy cannot be evaluated
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
  // A resource control policy has the principal `*`. It limits the permissions that resource policies grant
  const isResourceControl = list.some(({ Principal }) => Principal !== undefined);
  const policy = readPolicy("policy", isResourceControl ? "resource" : "identity", json);
  const allowed = isResourceControl ? { ...everything, Principal: "*" } : everything;
  return { ...policy, statements: [...policy.statements, allowed] };
}

/** The statement that allows everything that no policy of the organization denies. */
const everything = { Effect: "Allow", Action: "*", Resource: "*" } as const;

function parse(text: string): Json {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PolicyError("the policy is not valid JSON");
  }
  // JSON.parse keeps the last of two equal keys, but AWS could keep the first
  const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gs)].filter(([, colon]) => colon !== undefined).length;
  if (written !== keyCount(json))
    throw new PolicyError("an object in the policy has the same key twice; remove one of them");
  return json;
}

function keyCount(value: Json | undefined): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one: Json) => sum + keyCount(one), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>((sum, one) => sum + 1 + keyCount(one), 0);
}

const evaluatedAsResource = (kind: PolicyKind): boolean => kind === "resource" || kind === "trust";

/** Replaces variables with literal text, because `${` is not a variable in versions before 2012-10-17. */
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

/** Reads a string or a list of strings. Numbers and booleans in conditions become strings. */
function texts(value: Json | undefined, where: string): string[] {
  return [value].flat().map((one) => {
    if (typeof one === "object" || one === undefined)
      throw new PolicyError(`expected ${where} to be a string or a list of strings`);
    return String(one);
  });
}

/** Converts principals. Principals that are not AWS principals, such as identity providers, are compared by name. */
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
