import type { Finding } from "./finding";
import { withoutKeys } from "./reading/address";
import { severities } from "./rule";

/** The same finding in one root or in many. */
export interface FindingGroup {
  readonly findings: readonly [Finding, ...Finding[]];

  /** Names of the roots, sorted. */
  readonly roots: readonly string[];
}

/**
 * Findings that are the same in several roots, as groups: from the worst to the least. The roots of accounts have the same
 * addresses, while their details differ by names and account ids.
 */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { rule, address, isUnknown, isDrift } = finding;
    const key = [rule.id, withoutKeys(address, "[*]"), isUnknown, isDrift].join("\n");
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [finding]);
    else known.push(finding);
  }
  return [...groups.values()]
    .map((same) => ({ findings: same, roots: [...new Set(same.map(({ root }) => root))].toSorted() }))
    .toSorted((a, b) => orderOf(a) - orderOf(b));
}

const orderOf = ({ findings: [first] }: FindingGroup): number =>
  severities.indexOf(first.rule.severity) + (first.isUnknown ? severities.length : 0);

/** Maximum number of roots to name. More are counted. */
const namedRoots = 3;

/** The roots of a group in a few words. */
export function rootsText(roots: readonly string[]): string {
  if (roots.length <= namedRoots) return roots.join(", ");
  return `${roots.length} roots (${roots.slice(0, namedRoots).join(", ")} and ${roots.length - namedRoots} more)`;
}

/** The address of a group: of its only resource, or with the number of resources in a root. */
export function addressText({ findings, roots }: FindingGroup): string {
  const [first, ...others] = findings;
  const address = others.every((one) => one.address === first.address)
    ? first.address
    : withoutKeys(first.address, "[*]");
  return findings.length > roots.length ? `${address} (${findings.length} times)` : address;
}
