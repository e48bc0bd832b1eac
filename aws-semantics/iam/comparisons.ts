import { addressOf, blockOf } from "./address";
import { arnParts } from "./arn";
import { type Piece, like, piecesOf, textOf } from "./pattern";
import { PolicyError } from "./policy-error";
import type { RequestContext } from "./request";

/**
 * Whether a value of a request matches a value of a policy. Undefined if the values cannot be compared. The operator and its
 * negation are then both false.
 */
export type Comparison = (ofPolicy: string, ofRequest: string, context: RequestContext) => boolean | undefined;

const bySubstituting =
  (matches: (pieces: readonly Piece[], value: string) => boolean): Comparison =>
  (ofPolicy, ofRequest, context) => {
    const pieces = piecesOf(ofPolicy, context);
    return pieces !== undefined && matches(pieces, ofRequest);
  };

export const stringEquals = bySubstituting((pieces, value) => textOf(pieces) === value);
export const stringLike = bySubstituting(like);
export const stringEqualsIgnoreCase = bySubstituting((pieces, value) => lowerCase(textOf(pieces)) === lowerCase(value));

/** Converts to lower case as AWS does: letters above U+FFFF stay unchanged, because AWS compares them case-sensitively. */
const lowerCase = (text: string): string => text.replaceAll(/[^\u{10000}-\u{10ffff}]+/gu, (part) => part.toLowerCase());

/** Compares the Base64 strings without decoding them. */
export const binary: Comparison = (ofPolicy, ofRequest) => ofPolicy === ofRequest;

/** Compares each of the six parts of an ARN separately. A wildcard matches only within its part. */
export const arnLike: Comparison = (ofPolicy, ofRequest, context) => {
  const patterns = arnParts(ofPolicy.replaceAll(/\$\{[^}]*\}/g, (variable) => variable.replaceAll(":", "\0")));
  if (patterns === undefined) throw new PolicyError(`expected an ARN with six parts in the policy, got ${ofPolicy}`);
  const parts = arnParts(ofRequest);
  return parts && patterns.every((pattern, i) => stringLike(pattern.replaceAll("\0", ":"), parts[i] ?? "", context));
};

/** Compares numbers or times. A malformed value of the request never matches. */
const compareOrder =
  (read: (text: string) => number, what: string, holds: (ofRequest: number, ofPolicy: number) => boolean): Comparison =>
  (ofPolicy, ofRequest) => {
    const bound = read(ofPolicy);
    if (Number.isNaN(bound)) throw new PolicyError(`expected a ${what} in the policy, got ${ofPolicy}`);
    const value = read(ofRequest);
    return !Number.isNaN(value) && holds(value, bound);
  };

const numberOf = (text: string): number => (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN);

/** Parses ISO 8601, or seconds since 1970. */
const timeOf = (text: string): number => {
  if (/^\d+$/.test(text) && text.length > 4) return Number(text) * 1000;
  return /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
};

export const numeric = (holds: (ofRequest: number, ofPolicy: number) => boolean) =>
  compareOrder(numberOf, "number", holds);
export const date = (holds: (ofRequest: number, ofPolicy: number) => boolean) => compareOrder(timeOf, "time", holds);

/** Compares booleans. Every value of a request except `true` counts as false. */
export const bool: Comparison = (ofPolicy, ofRequest) =>
  (readBool(ofPolicy) === "true") === (ofRequest.toLowerCase() === "true");

/** Reads `true` or `false` in a policy. */
export function readBool(text: string): string {
  const lower = text.toLowerCase();
  if (lower !== "true" && lower !== "false") throw new PolicyError(`expected true or false in the policy, got ${text}`);
  return lower;
}

export const ipAddress: Comparison = (ofPolicy, ofRequest) => {
  const block = blockOf(ofPolicy);
  const address = addressOf(ofRequest);
  return address && address.family === block.family && block.contains(address.text);
};
