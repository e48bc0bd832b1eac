import { type Statement, listOf } from "../../aws-semantics/iam/document";
import { type Piece, piecesOf } from "../../aws-semantics/iam/pattern";
import type { Caller, RequestContext } from "../../aws-semantics/iam/request";
import { contextOf } from "../../aws-semantics/iam/request";
import type { S3Location } from "./s3-location";

type Keys = Record<string, string>;

/**
 * Condition keys of a request that is likely to satisfy the conditions of a statement. Keys that depend on the caller are left
 * out. The evaluator decides whether the request satisfies the conditions.
 */
export function keysFor({ Condition }: Statement, caller: Caller): Keys {
  const own = contextFor(caller);
  const findValues = (context: RequestContext) =>
    Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys)
        .filter(([key]) => !own.has(key.toLowerCase()) && !isOfCaller(key))
        .flatMap(([key, values]) => {
          const value = valueFor(operator, listOf(values)[0] ?? "", context);
          return value === undefined ? [] : [[key.toLowerCase(), value] as const];
        }),
    );
  const onBehalf = caller.kind === "service" ? [onBehalfOfSomebody] : [];
  // A value may contain a variable for another key of the same statement
  return Object.fromEntries([...onBehalf, ...findValues(new Map([...onBehalf, ...own, ...findValues(own)]))]);
}

/** Sample account for which a service acts. The ARN of a resource may contain the folder of this account. */
const onBehalfOfSomebody = ["aws:sourceaccount", "x"] as const;

/** Whether a condition key depends on the caller. The caller's own context sets these keys. */
const isOfCaller = (key: string): boolean => /^aws:Principal/i.test(key);

/** A value that satisfies the operator. Undefined if the condition requires a missing key, or if no simple value satisfies it. */
function valueFor(operator: string, wanted: string, own: RequestContext): string | undefined {
  if (operator === "Null") return wanted === "false" ? "present" : undefined;
  return /Not|Less|Greater/.test(operator) ? undefined : instance(wanted, own);
}

/**
 * ARN of an object at a location that matches the resource of a policy statement. A sample name replaces each wildcard.
 *
 * @returns undefined when the resource matches nothing at the location
 */
export function objectFor(
  resource: string,
  bucketArn: string,
  { prefix }: S3Location,
  context: RequestContext,
): string | undefined {
  const folder = prefix === "" ? `${bucketArn}/` : `${bucketArn}/${prefix}/`;
  const named = instance(resource, context);
  if (named?.startsWith(folder)) return named;
  return resource.endsWith("*") && folder.startsWith(resource.slice(0, -1)) ? `${folder}x` : undefined;
}

const instance = (pattern: string, context: RequestContext): string | undefined =>
  piecesOf(pattern, context)?.map(nameOf).join("");

const nameOf = (piece: Piece): string => ("text" in piece ? piece.text : "x");

/** The condition keys of a caller, and of its request. */
export function contextFor(caller: Caller, context: Keys = {}): RequestContext {
  return contextOf({ caller, action: "", resource: "", resourceAccount: "", context });
}
