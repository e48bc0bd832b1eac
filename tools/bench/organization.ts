import { readFileSync } from "node:fs";
import { parseConfig } from "../../config/load";
import { namesFor, otherGlobalRegions, urgentEventRegions } from "../../config/names";

/** A large organization: so many members in four regions. */
export function organizationYaml(members: number): string {
  const account = (n: number) => `"${String(10 ** 11 + n)}"`;
  return [
    "prefix: acme",
    "homeRegion: eu-west-1",
    "recordedRegions: [eu-west-1, eu-central-1, us-east-1, ap-southeast-1]",
    "organizationId: o-a1b2c3d4e5",
    "notifications:",
    "  page: { emails: [on-call@example.com] }",
    "  notify: { emails: [security@example.com] }",
    "accounts:",
    `  management: ${account(1)}`,
    `  logArchive: ${account(2)}`,
    "  members:",
    ...Array.from({ length: members }, (_, i) => `    - { name: unit-${i}, id: ${account(i + 3)} }`),
    "",
  ].join("\n");
}

/** What the members of an organization are made of. */
export interface BenchOrganization {
  readonly partition: string;
  readonly homeRegion: string;
  readonly regions: readonly string[];
  readonly bucket: string;
  readonly keyAlias: string;

  /** Regions whose events are forwarded; that of global services has a provider of its own. */
  readonly eventRegions: readonly string[];
  readonly globalRegions: readonly string[];
  readonly forwarder: string;
  readonly busArn: string;
  readonly queueArn: string;
  readonly members: readonly { readonly name: string; readonly id: string }[];
}

/** Reads such an organization back. */
export function readOrganization(path: string): BenchOrganization {
  const config = parseConfig(readFileSync(path, "utf8"), path);
  const names = namesFor(config);
  return {
    partition: config.partition,
    homeRegion: config.homeRegion,
    regions: config.recordedRegions,
    bucket: names.buckets.config,
    keyAlias: names.archiveKeyAliasArn,
    eventRegions: urgentEventRegions(config),
    globalRegions: otherGlobalRegions(config),
    forwarder: names.urgentEventForwarderName,
    busArn: names.urgentEventBusArn,
    queueArn: names.undeliveredQueueArn,
    members: config.accounts.members,
  };
}
