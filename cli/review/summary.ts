import type { Finding } from "./finding";
import { withoutKeys } from "../../terraform-types/plan/address";
import { severities } from "./rule";

/** The same finding in one or several roots. */
export interface FindingGroup {
  readonly findings: readonly [Finding, ...Finding[]];

  /** Names of the roots, sorted. */
  readonly roots: readonly string[];
}

/**
 * Groups findings that are the same in several roots, from the highest to the lowest severity. The roots of accounts have the same
 * addresses, but their details differ in names and account ids.
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

/** Maximum number of roots to name. Further roots are only counted. */
const namedRoots = 3;

/** Short text for the roots of a group. */
export function rootsText(roots: readonly string[]): string {
  if (roots.length <= namedRoots) return roots.join(", ");
  return `${roots.length} roots (${roots.slice(0, namedRoots).join(", ")} and ${roots.length - namedRoots} more)`;
}

/** Short text for the resources of a group: the address, with the number of resources if a root has several. */
export function addressText({ findings, roots }: FindingGroup): string {
  const [first, ...others] = findings;
  const address = others.every((one) => one.address === first.address)
    ? first.address
    : withoutKeys(first.address, "[*]");
  return findings.length > roots.length ? `${address} (${findings.length} times)` : address;
}
