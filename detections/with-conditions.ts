/** The pattern with additional conditions, which must all be true. */
export function withConditions(pattern: string, ...conditions: readonly string[]): string {
  return `{ (${pattern.slice(1, -1).trim()}) && ${conditions.map((condition) => `(${condition})`).join(" && ")} }`;
}
