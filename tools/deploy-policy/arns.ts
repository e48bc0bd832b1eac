/** Names with the same beginning, from which on they are written as one pattern. */
const mostNames = 3;

/** Characters that names must have in common, so that a pattern does not match names of others. */
const leastCommon = 4;

/**
 * ARNs with fewer patterns: names in the same place become one pattern, if there are many and they begin alike. A policy has
 * room for 6,144 characters, and an account has hundreds of alarms.
 */
export function condensed(arns: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const arn of new Set(arns)) {
    const place = arn.slice(0, Math.max(arn.lastIndexOf("/"), arn.replace(/:\*$/, "").lastIndexOf(":")) + 1);
    groups.set(place, [...(groups.get(place) ?? []), arn]);
  }
  return [...groups].flatMap(([place, all]) => patternOf(place, all)).toSorted();
}

function patternOf(place: string, arns: readonly string[]): readonly string[] {
  const common = commonBeginning(arns);
  return arns.length > mostNames && common.length - place.length >= leastCommon ? [`${common}*`] : arns;
}

function commonBeginning(texts: readonly string[]): string {
  const [first = ""] = texts;
  let length = first.length;
  for (const text of texts) while (!text.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
