import { addressOf, blockOf } from "./address";
import { arnParts } from "./arn";
import { type Piece, like, piecesOf, textOf } from "./pattern";
import { PolicyError } from "./policy-error";
import type { RequestContext } from "./request";

/**
 * Whether a value of a request matches a value of a policy. Undefined if they cannot be compared: then neither the operator
 * nor its negation is true.
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

/** AWS compares case-sensitively the letters beyond the first 65,536 characters. */
const lowerCase = (text: string): string => text.replaceAll(/[^\u{10000}-\u{10ffff}]+/gu, (part) => part.toLowerCase());

/** Compares the texts without decoding them. */
export const binary: Comparison = (ofPolicy, ofRequest) => ofPolicy === ofRequest;

/** Compares each of the six parts separately. A wildcard does not match beyond its part. */
export const arnLike: Comparison = (ofPolicy, ofRequest, context) => {
  const patterns = arnParts(ofPolicy.replaceAll(/\$\{[^}]*\}/g, (variable) => variable.replaceAll(":", "\0")));
  if (patterns === undefined) throw new PolicyError(`an ARN has six parts, got ${ofPolicy}`);
  const parts = arnParts(ofRequest);
  return parts && patterns.every((pattern, i) => stringLike(pattern.replaceAll("\0", ":"), parts[i] ?? "", context));
};

/** Compares numbers or times. A value of the request in another format never matches. */
const ordered =
  (read: (text: string) => number, what: string, holds: (ofRequest: number, ofPolicy: number) => boolean): Comparison =>
  (ofPolicy, ofRequest) => {
    const bound = read(ofPolicy);
    if (Number.isNaN(bound)) throw new PolicyError(`expected a ${what} in the policy, got ${ofPolicy}`);
    const value = read(ofRequest);
    return !Number.isNaN(value) && holds(value, bound);
  };

const numberOf = (text: string): number => (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN);

/** ISO 8601, or seconds since 1970. */
const timeOf = (text: string): number => {
  if (/^\d+$/.test(text) && text.length > 4) return Number(text) * 1000;
  return /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
};

export const numeric = (holds: (ofRequest: number, ofPolicy: number) => boolean) => ordered(numberOf, "number", holds);
export const date = (holds: (ofRequest: number, ofPolicy: number) => boolean) => ordered(timeOf, "time", holds);

/** Every value of a request except `true` is false. */
export const bool: Comparison = (ofPolicy, ofRequest) =>
  (readBool(ofPolicy) === "true") === (ofRequest.toLowerCase() === "true");

/** `true` or `false` in a policy. */
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
