/** The patterns that Event Ruler adds to a machine for a value or matcher of an event pattern. */
export interface SinglePattern {
  /** Key of the pattern. It is equal for equivalent patterns, such as lists in another order, or a string instead of a list. */
  readonly key: string;

  /** The exact string to compare with, in quotation marks as in JSON. */
  readonly text?: string | undefined;

  /** Other strings to compare with the beginning of a value, in the same form. */
  readonly beginnings: readonly string[];

  /** The wildcards of the pattern, in quotation marks as in JSON. */
  readonly wildcards: readonly string[];
}

/** The key of a field that must be absent. */
export const absence = keyOf("exists", [false]);

/** The patterns of a value or matcher. Event Ruler compares a number both as a number and as a string. */
export function singlePatterns(matcher: unknown): SinglePattern[] {
  if (typeof matcher === "number") return [plain("numeric", ["=", matcher]), plain("value", [matcher])];
  if (typeof matcher === "string") return [{ ...plain("value", [matcher]), text: `"${matcher}"` }];
  if (typeof matcher !== "object" || matcher === null) return [plain("value", [matcher])];
  return Object.entries(matcher).map(([operator, operand]) =>
    isObject(operand) ? parseNested(operator, operand) : single(operator, [operand].flat()),
  );
}

function parseNested(operator: string, operand: object): SinglePattern {
  const [[inner, values] = ["", []]] = Object.entries(operand);
  return single(`${operator} ${inner}`, [values].flat());
}

function single(operator: string, values: readonly unknown[]): SinglePattern {
  // The limits of a range are ordered. All other lists are sets
  const isSet = operator !== "numeric";
  const distinct = isSet ? [...new Set(values)] : values;
  const isWildcard = operator === "wildcard" || operator === "anything-but wildcard";
  return {
    key: keyOf(operator, isSet ? distinct.toSorted() : distinct),
    beginnings: beginningsOf(operator, distinct),
    wildcards: isWildcard ? inHashOrder(distinct.map((text) => `"${String(text)}"`)) : [],
  };
}

/** The strings that a matcher compares with the beginning of a value, or with the whole value. */
function beginningsOf(operator: string, values: readonly unknown[]): string[] {
  const texts = values.filter((value) => typeof value === "string");
  if (operator === "anything-but") return texts.map((text) => `"${text}"`);
  return /(?:^| )prefix$/.test(operator) ? texts.map((text) => `"${text}`) : [];
}

/** Strings in the order of a Java HashSet. Event Ruler adds them in this order, and the order decides which states they share. */
function inHashOrder(texts: readonly string[]): string[] {
  let buckets = 16;
  while (texts.length > buckets * 0.75) buckets *= 2;
  const bucketOf = (text: string) => {
    const hash = text.split("").reduce((sum, unit) => (Math.imul(sum, 31) + unit.charCodeAt(0)) | 0, 0);
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  return texts.toSorted((one, other) => bucketOf(one) - bucketOf(other));
}

const plain = (operator: string, values: readonly unknown[]): SinglePattern => ({
  key: keyOf(operator, values),
  beginnings: [],
  wildcards: [],
});

function keyOf(operator: string, values: readonly unknown[]): string {
  return JSON.stringify([operator, ...values]);
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
