/** Maximum number of names with the same prefix before one pattern replaces them. */
const mostNames = 3;

/** Minimum length of a common prefix, so that a pattern does not match names of other resources. */
const leastCommon = 4;

/**
 * Shortens a list of ARNs: one pattern replaces many ARNs that differ only in their name, if the names have a common prefix. A
 * managed policy has at most 6,144 characters, and an account has hundreds of alarms.
 */
export function condenseArns(arns: readonly string[]): string[] {
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
