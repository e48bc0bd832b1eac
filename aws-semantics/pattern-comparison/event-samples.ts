import { type Unnamed, numbersAround, textsOf, textsOfWildcard, unnamedValues } from "./sample-values";

interface Samples {
  readonly values: readonly unknown[];

  /** Whether the samples distinguish all values that the matchers distinguish. */
  readonly isWhole: boolean;
}

/** An operand of a matcher, with its operator. Without an operator, the whole value must be equal. */
interface Named {
  readonly operator: string;
  readonly operand: unknown;
}

/** Matchers for which the samples do not contain all values. */
const partlyShown = /"(?:cidr|equals-ignore-case|wildcard)":/;

/** Sample values of a field that its matchers distinguish. */
export function samplesOf(matchers: readonly unknown[], unnamed: Unnamed): Samples {
  const named = matchers.flatMap((matcher) => namedBy(matcher));
  const textsAt = (...operators: readonly string[]) =>
    named.flatMap(({ operator, operand }) =>
      operators.includes(operator) && typeof operand === "string" ? [operand] : [],
    );
  const combined = textsOf(
    {
      whole: [
        ...textsAt("", "equals-ignore-case"),
        ...textsAt("equals-ignore-case").flatMap((text) => [text.toUpperCase(), text.toLowerCase()]),
        ...textsAt("wildcard").flatMap((wildcard) => textsOfWildcard(wildcard, unnamed)),
        ...textsAt("cidr").map((network) => network.replace(/\/.*$/, "")),
      ],
      beginnings: textsAt("prefix"),
      endings: textsAt("suffix"),
      parts: [],
    },
    unnamed,
  );
  const numbers = named.flatMap(({ operand }) => (typeof operand === "number" ? [operand] : []));
  const distinct = new Set(matchers.map((matcher) => JSON.stringify(matcher)));
  return {
    values: [
      ...(combined ?? []),
      ...named.map(({ operand }) => operand),
      ...numbersAround(numbers),
      ...unnamedValues(unnamed),
    ],
    // With a single matcher, there are only two cases
    isWhole: combined !== undefined && (distinct.size === 1 || ![...distinct].some((text) => partlyShown.test(text))),
  };
}

function namedBy(matcher: unknown, outer = ""): Named[] {
  if (typeof matcher !== "object" || matcher === null) return [{ operator: outer, operand: matcher }];
  if (Array.isArray(matcher)) return matcher.flatMap((one) => namedBy(one, outer));
  return Object.entries(matcher).flatMap(([operator, operand]) => {
    if (operator === "exists") return [];
    // The operators of a numeric range are not values
    if (operator === "numeric") return namedBy([operand].flat().filter((one) => typeof one === "number"));
    if (operator === "anything-but") return namedBy(operand);
    return namedBy(operand, operator === "equals-ignore-case" && outer !== "" ? outer : operator);
  });
}
