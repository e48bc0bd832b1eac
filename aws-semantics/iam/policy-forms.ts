import { isObject, type Json, type JsonObject } from "../../shared/json";
import type { Statement } from "./document";
import { PolicyError } from "./policy-error";

/** A policy in which every value of a statement is a list of strings. */
export interface PolicyForms {
  /** Names of the elements of the document. */
  readonly elements: readonly string[];
  readonly statements: readonly Statement[];
}

/**
 * Reads the statements of a policy in any form that AWS accepts.
 *
 * @throws PolicyError when the text is no policy
 */
export function readForms(text: string): PolicyForms {
  const document = parse(text);
  if (!isObject(document)) throw new PolicyError("expected a policy to be a JSON object");
  const { Version: version, Statement: given = [] } = document;
  const statements = [given].flat().map((statement: Json) => {
    if (!isObject(statement)) throw new PolicyError("expected each statement of a policy to be a JSON object");
    return readStatement(version === "2012-10-17" ? statement : withoutVariables(statement));
  });
  return { elements: Object.keys(document), statements };
}

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

/** Replaces variables with literal text, because `${` is not a variable in versions before 2012-10-17. */
const withoutVariables = (statement: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(statement).replaceAll("${", "${$}{"));

/** Elements whose value is one text or a list. */
const listed: ReadonlySet<string> = new Set(["Action", "NotAction", "Resource", "NotResource"]);

function readStatement(statement: JsonObject): Statement {
  const { Condition: condition, Principal: principal, NotPrincipal: notPrincipal, ...rest } = statement;
  const named = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, listed.has(name) ? texts(value, name) : value]),
  );
  // The caller checks the names of the elements
  return {
    ...named,
    ...(principal !== undefined && { Principal: principals(principal) }),
    ...(notPrincipal !== undefined && { NotPrincipal: principals(notPrincipal) }),
    ...(condition !== undefined && { Condition: conditionsOf(condition) }),
  } as Statement;
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
