/**
 * A test for a text in which `*` stands for any characters, none included. It is case-sensitive.
 *
 * An asterisk stands for others as the first and as the last character only. Anywhere else it is itself: an earlier
 * user guide says that `Ev*ent` matches nothing but `Ev*ent`, and the present one does not say otherwise. One that is
 * meant at an end takes a regular expression: `%\*$%`.
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
