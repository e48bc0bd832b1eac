/** The pattern with further conditions, all of which must hold too. */
export function withConditions(pattern: string, ...conditions: readonly string[]): string {
  return `{ (${pattern.slice(1, -1).trim()}) && ${conditions.map((condition) => `(${condition})`).join(" && ")} }`;
}
