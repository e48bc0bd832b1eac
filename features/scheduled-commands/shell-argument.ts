/**
 * An argument of a command for a shell.
 *
 * @throws Error for an argument with a single quote
 */
export function quoteArgument(text: string): string {
  if (text.includes("'"))
    throw new Error(`an argument of a scheduled command cannot contain a single quote, got ${text}`);
  return `'${text}'`;
}
