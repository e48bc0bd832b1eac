import { readFileSync } from "node:fs";
import { parseConfig } from "../../config/load";

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

/** The members of an organization. */
export interface BenchOrganization {
  readonly members: readonly { readonly name: string; readonly id: string }[];
}

/** Reads such an organization back. */
export function readOrganization(path: string): BenchOrganization {
  return { members: parseConfig(readFileSync(path, "utf8"), path).accounts.members };
}
