import { Tokenization } from "cdktf";

/**
 * Runs a function with tokens of cdktf that take less time.
 *
 * - cdktf records where each token was created. That takes more than half of the time of a large organization. Here it does not.
 *   Errors keep their stack traces, which V8 records itself.
 * - cdktf searches every value of every resource for tokens, several times, which takes a quarter of the rest. Here it searches only
 *   values in which a token can be.
 */
export function withQuickTokens<T>(work: () => T): T {
  const { captureStackTrace } = Error;
  const { resolve } = Tokenization;
  Error.captureStackTrace = () => {};
  Tokenization.resolve = (value, options) => resolvedWhereNeeded(value, (part) => resolve(part, options));
  try {
    return work();
  } finally {
    Error.captureStackTrace = captureStackTrace;
    Tokenization.resolve = resolve;
  }
}

/** A copy in which `resolve` replaces the parts that may have a token. Like cdktf, it leaves out what is undefined. */
function resolvedWhereNeeded(value: unknown, resolve: (part: unknown) => unknown): unknown {
  if (mayBeToken(value)) return resolve(value);
  if (Array.isArray(value))
    return value.map((part) => resolvedWhereNeeded(part, resolve)).filter((part) => part !== undefined);
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const part = resolvedWhereNeeded(value[key], resolve);
    if (part !== undefined) copy[key] = part;
  }
  return copy;
}

/**
 * Whether cdktf must look at a value itself, and not only at its parts.
 *
 * A token is an object with methods, or is encoded: as a text in a string, in the key of a map or in a list, or as a number
 * that is negative and very large, also within a string.
 */
function mayBeToken(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return value.includes("TfToken[") || value.includes("e+") || value.endsWith("Map Token Value");
    case "number":
      return value < 0;
    case "object":
      if (value === null) return false;
      if (Array.isArray(value)) return value.some((part) => typeof part !== "object" && mayBeToken(part));
      return !isObject(value) || Object.keys(value).some(mayBeToken);
    default:
      return typeof value === "function";
  }
}

/** Whether a value is an object without methods of a class. */
function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !("resolve" in value)
  );
}
