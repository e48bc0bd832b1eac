/**
 * Pattern that matches any of these calls of one service, if all additional conditions are true.
 *
 * @param service endpoint without the domain, such as `iam`; a prefix of several services, such as `sso*`; or `*` for every service
 * @param names names of calls; an asterisk at the start or end matches any characters
 * @param conditions filter pattern conditions, such as `$.errorCode NOT EXISTS`
 */
export function apiCalls(service: string, names: readonly string[], ...conditions: readonly string[]): string {
  const endpoint = /.\*$/.test(service) ? service : `${service}.amazonaws.com`;
  const source = `($.eventSource = "${endpoint}")`;
  const anyName = anyOf(names.map((name) => `$.eventName = "${name}"`));
  return `{ ${[source, anyName, ...conditions.map((condition) => `(${condition})`)].join(" && ")} }`;
}

/** Pattern that matches if any of these patterns matches. */
export function anyOfPatterns(...patterns: readonly string[]): string {
  return `{ ${patterns.map((pattern) => `(${pattern.slice(1, -1).trim()})`).join(" || ")} }`;
}

/** The conditions, joined with OR and in parentheses. */
export function anyOf(conditions: readonly string[]): string {
  return `(${conditions.map((condition) => `(${condition})`).join(" || ")})`;
}

/** Condition: the call succeeded. Detections such as `unauthorized-api-calls` match refused calls. */
export const succeeded = "$.errorCode NOT EXISTS";
