import { readFileSync } from "node:fs";
import { parseConfig } from "../../config/load";

/** Log sources of a large organization: the default log sources, or all log sources of every account. */
export type BenchSources = "default" | "all";

const allSources = [
  "archive: { configArchive: { lockedCopy: { enabled: true } } }",
  "trail: { insights: [ApiCallRateInsight], lake: { enabled: true, existingCustomer: true } }",
  "logSources:",
  "  awsConfig: { recordHighChurnTypesDaily: true, rules: true, aggregator: { enabled: true } }",
  "  flowLogs: { vpcs: all }",
  "  dnsQueryLogs: { vpcs: all }",
  "  webAclLogs: { enabled: true }",
  "  sessions: { enabled: true, encryptSessions: true, cloudWatchLogs: { enabled: true } }",
  "  securityHubFindings: { mode: eachAccount }",
  "  applicationLogs:",
  "    enabled: true",
  "    logGroups: [{ name: /app/shop }, { name: /aws/lambda/shop }]",
  "    subscription: { mode: listed }",
  "    partitions: logGroup",
  "    maskedDataIdentifiers: [EmailAddress]",
];

/** The configuration of a large organization with this number of members in four regions. */
export function organizationYaml(members: number, sources: BenchSources): string {
  const account = (n: number) => `"${String(10 ** 11 + n)}"`;
  return [
    "prefix: acme",
    "homeRegion: eu-west-1",
    "regions: [eu-west-1, eu-central-1, us-east-1, ap-southeast-1]",
    "organizationId: o-a1b2c3d4e5",
    "notifications:",
    "  page: { emails: [on-call@example.com] }",
    "  notify: { emails: [security@example.com] }",
    ...(sources === "all" ? allSources : []),
    "accounts:",
    `  management: ${account(1)}`,
    `  logArchive: ${account(2)}`,
    "  members:",
    ...Array.from({ length: members }, (_, i) => `    - { name: unit-${i}, id: ${account(i + 3)} }`),
    "",
  ].join("\n");
}

/** The members of an organization. */
export interface BenchOrganization {
  readonly members: readonly { readonly name: string; readonly id: string }[];
}

/** Reads the members from a file that contains the result of `organizationYaml`. */
export function readOrganization(path: string): BenchOrganization {
  return { members: parseConfig(readFileSync(path, "utf8"), path).accounts.members };
}
