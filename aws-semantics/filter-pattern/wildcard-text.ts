/**
 * A case-sensitive test for a string in which `*` matches any characters, or none.
 *
 * An asterisk is a wildcard only as the first or the last character. At other positions it is literal: an earlier user guide documents
 * that `Ev*ent` matches only `Ev*ent`, and the current user guide does not contradict it. To match a literal asterisk at the end, use
 * a regular expression: `%\*$%`.
 */
export function compileWildcardText(text: string): (value: string) => boolean {
  const isOpenBefore = text.startsWith("*");
  const isOpenAfter = text.endsWith("*");
  const fixed = text.slice(isOpenBefore ? 1 : 0, isOpenAfter ? -1 : undefined);
  if (isOpenBefore && isOpenAfter) return (value) => value.includes(fixed);
  if (isOpenBefore) return (value) => value.endsWith(fixed);
  if (isOpenAfter) return (value) => value.startsWith(fixed);
  return (value) => value === fixed;
}
