/**
 * The pattern of any of some calls of one service, as long as every further condition holds.
 *
 * @param service its endpoint without the domain, such as `iam`; how several begin, such as `sso*`; `*` for any
 * @param names names of calls; an asterisk at an end stands for anything
 * @param conditions filter pattern conditions, such as `$.errorCode NOT EXISTS`
 */
export function apiCalls(service: string, names: readonly string[], ...conditions: readonly string[]): string {
  const endpoint = /.\*$/.test(service) ? service : `${service}.amazonaws.com`;
  const source = `($.eventSource = "${endpoint}")`;
  const anyName = anyOf(names.map((name) => `$.eventName = "${name}"`));
  return `{ ${[source, anyName, ...conditions.map((condition) => `(${condition})`)].join(" && ")} }`;
}

/** The pattern of any of several patterns. */
export function anyOfPatterns(...patterns: readonly string[]): string {
  return `{ ${patterns.map((pattern) => `(${pattern.slice(1, -1).trim()})`).join(" || ")} }`;
}

/** Any of some conditions, in parentheses. */
export function anyOf(conditions: readonly string[]): string {
  return `(${conditions.map((condition) => `(${condition})`).join(" || ")})`;
}

/** The call did what it was asked to. Refused attempts are noticed by `unauthorized-api-calls` and its like. */
export const succeeded = "$.errorCode NOT EXISTS";
