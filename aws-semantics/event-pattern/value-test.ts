import { BlockList, isIP } from "node:net";

/** A matcher that this program does not support. */
export class UnknownMatcherError extends Error {}

/** Whether a value of a field satisfies a matcher. The value is undefined if the field is absent. */
export type ValueTest = (value: unknown) => boolean;

type Operand = string | number | boolean | null | Readonly<Record<string, unknown>> | readonly unknown[];

const throwUnknown = (matcher: unknown): never => {
  throw new UnknownMatcherError(`the matcher ${JSON.stringify(matcher)} is not supported`);
};

/**
 * Evaluates a value or matcher of an event pattern.
 *
 * @throws UnknownMatcherError when it has an unknown form
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function testOf(matcher: unknown): ValueTest {
  if (typeof matcher !== "object" || matcher === null) return (value) => value === matcher;
  const [[operator, operand] = ["", null], ...more] = Object.entries(matcher as Readonly<Record<string, Operand>>);
  if (more.length > 0) return throwUnknown(matcher);
  if (operator === "exists" && typeof operand === "boolean") return (value) => (value !== undefined) === operand;
  if (operator === "numeric" && Array.isArray(operand)) return numericTest(operand, matcher);
  if (operator === "anything-but") return exceptionTest(operand, matcher);
  return textTest(operator, operand, matcher);
}

const onText =
  (test: (text: string) => boolean): ValueTest =>
  (value) =>
    typeof value === "string" && test(value);

function textTest(operator: string, operand: Operand, matcher: unknown): ValueTest {
  const ignoring = operator === "prefix" || operator === "suffix" ? caseless(operand) : undefined;
  if (ignoring !== undefined) {
    const wanted = ignoring.toLowerCase();
    return onText((text) =>
      operator === "prefix" ? text.toLowerCase().startsWith(wanted) : text.toLowerCase().endsWith(wanted),
    );
  }
  if (typeof operand !== "string") return throwUnknown(matcher);
  switch (operator) {
    case "prefix":
      return onText((text) => text.startsWith(operand));
    case "suffix":
      return onText((text) => text.endsWith(operand));
    case "equals-ignore-case":
      return onText((text) => text.toLowerCase() === operand.toLowerCase());
    case "wildcard":
      return onText(wildcardTest(operand));
    case "cidr":
      return onText(addressTest(operand, matcher));
    default:
      return throwUnknown(matcher);
  }
}

/** The string in `{"equals-ignore-case": string}`. */
function caseless(operand: Operand): string | undefined {
  const text =
    typeof operand === "object" && operand !== null && "equals-ignore-case" in operand
      ? operand["equals-ignore-case"]
      : undefined;
  return typeof text === "string" ? text : undefined;
}

function wildcardTest(wildcard: string): (text: string) => boolean {
  const source = wildcard.replaceAll(/\\[*\\]|\*|[.?+^${}()|[\]\\]/g, (found) => {
    if (found === "*") return ".*";
    return found.length === 2 ? found : `\\${found}`;
  });
  const expression = new RegExp(`^${source}$`, "s");
  return (text) => expression.test(text);
}

function addressTest(network: string, matcher: unknown): (text: string) => boolean {
  const [address = "", bits = ""] = network.split("/");
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === "ipv6" ? 128 : 32))
    return throwUnknown(matcher);
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return (text) => isIP(text) !== 0 && list.check(text, isIP(text) === 6 ? "ipv6" : "ipv4");
}

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "=": (value, limit) => value === limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
};

function numericTest(operand: readonly unknown[], matcher: unknown): ValueTest {
  if (operand.length !== 2 && operand.length !== 4) return throwUnknown(matcher);
  const limits = Array.from({ length: operand.length / 2 }, (_, i) => {
    const [operator, limit] = [operand[2 * i], operand[2 * i + 1]];
    const compare = comparisons[String(operator)];
    return compare === undefined || typeof limit !== "number" ? throwUnknown(matcher) : { compare, limit };
  });
  return (value) => typeof value === "number" && limits.every(({ compare, limit }) => compare(value, limit));
}

/** A test for a field that is present, and whose value matches none of the exceptions. */
function exceptionTest(operand: Operand, matcher: unknown): ValueTest {
  const exceptions = exceptionsOf(operand, matcher);
  return (value) => value !== undefined && !exceptions.some((isExcepted) => isExcepted(value));
}

function exceptionsOf(operand: Operand, matcher: unknown): ValueTest[] {
  if (typeof operand !== "object" || operand === null || Array.isArray(operand)) {
    return [operand]
      .flat()
      .map((value) => (["string", "number"].includes(typeof value) ? testOf(value) : throwUnknown(matcher)));
  }
  const [[operator, listed] = ["", []], ...more] = Object.entries(operand);
  if (more.length > 0 || !["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(operator))
    return throwUnknown(matcher);
  return [listed].flat().map((text) => textTest(operator, text as Operand, matcher));
}
