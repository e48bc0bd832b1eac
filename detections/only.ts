/** The pattern of what a pattern matches, as long as every condition holds too. */
export function withConditions(pattern: string, ...conditions: readonly string[]): string {
  return `{ (${pattern.slice(1, -1).trim()}) && ${conditions.map((condition) => `(${condition})`).join(" && ")} }`;
}
