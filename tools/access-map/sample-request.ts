import { type Statement, listOf } from "../iam-evaluator/document";
import { type Piece, piecesOf } from "../iam-evaluator/pattern";
import type { Caller, RequestContext } from "../iam-evaluator/request";
import { contextOf } from "../iam-evaluator/request";
import type { S3Location } from "./s3-location";

type Keys = Record<string, string>;

/**
 * Condition keys by which a request would meet a statement's conditions, as far as the caller does not decide them.
 * Whether it does meet them is for the evaluator to say.
 */
export function keysFor({ Condition }: Statement, caller: Caller): Keys {
  const own = contextFor(caller);
  const found = (context: RequestContext) =>
    Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys)
        .filter(([key]) => !own.has(key.toLowerCase()) && !isOfCaller(key))
        .flatMap(([key, values]) => {
          const value = valueFor(operator, listOf(values)[0] ?? "", context);
          return value === undefined ? [] : [[key.toLowerCase(), value] as const];
        }),
    );
  const onBehalf = caller.kind === "service" ? [onBehalfOfSomebody] : [];
  // A value may hold a variable for another key of the same statement
  return Object.fromEntries([...onBehalf, ...found(new Map([...onBehalf, ...own, ...found(own)]))]);
}

/** A service asks on behalf of an account, whose own folder a resource may name. */
const onBehalfOfSomebody = ["aws:sourceaccount", "x"] as const;

/** Keys that follow from who asks, and so are missing on purpose when the caller has none. */
const isOfCaller = (key: string): boolean => /^aws:Principal/i.test(key);

/** A value that holds; undefined where the key has to be missing, or no such value is easily found. */
function valueFor(operator: string, wanted: string, own: RequestContext): string | undefined {
  if (operator === "Null") return wanted === "false" ? "present" : undefined;
  return /Not|Less|Greater/.test(operator) ? undefined : instance(wanted, own);
}

/**
 * An object of a place that a resource of a policy names: wildcards become a name.
 *
 * @returns undefined when the resource is about nothing there
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
