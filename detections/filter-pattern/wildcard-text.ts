/**
 * A test for a text in which `*` stands for any characters, none included.
 *
 * It does so as the first and as the last character only. Anywhere else it is an asterisk: an earlier user guide
 * says that `Ev*ent` matches nothing but `Ev*ent`, and the present one does not say otherwise. The comparison is case-sensitive.
 *
 * An asterisk that is really meant at one of the ends takes a regular expression: `%\*$%`.
 */
export function compileWildcardText(text: string): (value: string) => boolean {
  const isOpenBefore = text.startsWith("*");
  const isOpenAfter = text.length > 1 && text.endsWith("*");
  const fixed = text.slice(isOpenBefore ? 1 : 0, isOpenAfter ? -1 : undefined);
  if (isOpenBefore && isOpenAfter) return (value) => value.includes(fixed);
  if (isOpenBefore) return (value) => value.endsWith(fixed);
  if (isOpenAfter) return (value) => value.startsWith(fixed);
  return (value) => value === fixed;
}
