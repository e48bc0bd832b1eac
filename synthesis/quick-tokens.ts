import { type ResolveOptions, TerraformStack, Tokenization } from "cdktf";

/**
 * Runs a function with faster tokens of cdktf.
 *
 * - cdktf records a stack trace for each token, which takes more than half of the synthesis time of a large organization. Here it
 *   records none. Errors keep their stack traces, which V8 records itself.
 * - cdktf searches every value of every resource for tokens several times, which takes a quarter of the remaining time. Here it
 *   searches only values that can contain a token, and each of them once.
 */
export function withQuickTokens<T>(work: () => T): T {
  const { captureStackTrace } = Error;
  const { resolve } = Tokenization;
  Error.captureStackTrace = () => {};
  Tokenization.resolve = (value, options) => {
    const quickly = (part: unknown) => resolvedWhereNeeded(part, (token) => resolve(token, options));
    return isRoot(value, options) ? { ...value, "//": quickly(value["//"]) } : quickly(value);
  };
  try {
    return work();
  } finally {
    Error.captureStackTrace = captureStackTrace;
    Tokenization.resolve = resolve;
  }
}

/** The Terraform of a stack. */
interface Root {
  readonly "//": {
    readonly metadata: { readonly stackName: string; readonly overrides?: { readonly stack?: unknown } };
  };
}

/** Returns whether a value is the Terraform of a whole stack without overrides. Its resources are already resolved. */
function isRoot(value: unknown, { scope }: ResolveOptions): value is Root {
  if (!TerraformStack.isStack(scope) || !isObject(value) || !isObject(value["//"])) return false;
  const { metadata } = value["//"] as Partial<Root["//"]>;
  return metadata?.stackName === scope.node.id && metadata.overrides?.stack === undefined;
}

/** A copy in which `resolve` replaces the parts that may contain a token. As in cdktf, undefined values are omitted. */
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
 * Whether cdktf must resolve a value as a whole, and not only its parts.
 *
 * A token is an object with methods, or it is encoded: as a marker in a string, in the key of a map or in a list, or as a very large
 * negative number, which may also be a part of a string.
 */
function mayBeToken(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return value.length >= shortestToken && hasToken(value);
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

const hasToken = (text: string): boolean =>
  text.includes("TfToken[") || text.includes("e+") || text.endsWith("Map Token Value");

/** Length of the shortest string that can contain a token. A token that is a number has even more digits. */
const shortestToken = "TfToken[".length;

/** Whether a value is an object without methods of a class. */
function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !("resolve" in value)
  );
}
