import leven = require("leven");

/** Names of a setting in AWS and other products, in lower case and without "logs" at the end. */
const usualNames: Readonly<Record<string, readonly string[]>> = {
  accessLogs: ["s3", "serveraccess"],
  applicationLogs: ["app", "cloudwatch", "loggroups"],
  awsConfig: ["config", "configservice"],
  backend: ["state", "terraform"],
  dnsQueryLogs: ["dnsquery", "resolver", "resolverquery", "route53", "route53resolver"],
  emails: ["addresses", "mail"],
  flowLogs: ["network", "vpc", "vpcflow"],
  homeRegion: ["mainregion", "primaryregion"],
  httpsEndpoints: ["urls", "webhooks"],
  lake: ["cloudtraillake"],
  lifecycle: ["retention"],
  loadBalancerLogs: ["alb", "elb", "elbv2", "nlb"],
  logArchive: ["archive", "logging"],
  management: ["master", "payer", "root"],
  notifications: ["alarms", "alerts", "sns"],
  organizationId: ["organization", "orgid"],
  outside: ["external"],
  query: ["athena"],
  securityHubFindings: ["findings", "securityhub"],
  sessions: ["sessionmanager", "ssm"],
  trail: ["cloudtrail"],
  webAclLogs: ["waf", "wafv2", "webacl"],
};

/**
 * The known setting that is most similar to an unknown key. Undefined if no setting is similar.
 *
 * @param more names of settings of features in AWS and other products, in lower case
 */
export function suggestion(
  key: string,
  known: readonly string[],
  more: Readonly<Record<string, readonly string[]>> = {},
): string | undefined {
  const usual = plain(key).replace(/logs?$/, "");
  const names = { ...usualNames, ...more };
  const byName = known.find((name) => Object.hasOwn(names, name) && names[name]?.includes(usual));
  if (byName !== undefined) return byName;

  const nearest = misspeltName(key, known);
  if (nearest !== undefined) return nearest;

  // If two settings are equally similar, neither is suggested
  const extraWords = (name: string) => Math.abs(wordsOf(key).length - wordsOf(name).length);
  const [first, second] = known
    .filter((name) => haveSameWords(key, name))
    .toSorted((a, b) => extraWords(a) - extraWords(b));
  const isOnlyOne = first !== undefined && (second === undefined || extraWords(first) < extraWords(second));
  return isOnlyOne ? first : undefined;
}

/** The most similar name that differs in few letters. Undefined if there is none. */
export const misspeltName = (text: string, known: readonly string[]): string | undefined =>
  nearestFirst(text, known).find((name) => isMisspelt(text, name));

/** Settings in the order of how many letters differ from a key, the most similar first. */
export function nearestFirst(key: string, known: readonly string[]): string[] {
  return known.toSorted((a, b) => distance(key, a) - distance(key, b));
}

const plain = (key: string): string => key.toLowerCase().replaceAll(/[^a-z\d]/g, "");

/** Number of letters and digits in which two names differ. */
export const distance = (one: string, other: string): number => leven(plain(one), plain(other));

/** Whether few letters differ. Whole words in common at the beginning or end do not count: dnsQueryLogs is not similar to wafLogs. */
function isMisspelt(key: string, name: string): boolean {
  const [ours, theirs] = withoutCommonEnds(wordsOf(key), wordsOf(name));
  return distance(key, name) <= Math.min(3, Math.max(ours.length, theirs.length) / 2);
}

function withoutCommonEnds(some: readonly string[], others: readonly string[]): [string, string] {
  const shorter = Math.min(some.length, others.length);
  let start = 0;
  while (start < shorter && some[start] === others[start]) start++;
  let end = 0;
  while (end < shorter - start && some.at(-1 - end) === others.at(-1 - end)) end++;
  const rest = (words: readonly string[]) => words.slice(start, words.length - end).join("");
  return [rest(some), rest(others)];
}

/** Whether one name contains all words of the other, such as kmsKeyArn and kmsKey. */
function haveSameWords(key: string, name: string): boolean {
  const ours = tellingWords(key);
  const theirs = tellingWords(name);
  if (ours.length === 0 || theirs.length === 0) return false;
  return ours.every((word) => theirs.includes(word)) || theirs.every((word) => ours.includes(word));
}

const tellingWords = (key: string): string[] => wordsOf(key).filter((word) => !/^(logs?|enabled)$/.test(word));

/** The words of a name in camel, kebab or snake case. */
const wordsOf = (key: string): string[] =>
  key
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
