import { addressText, linesOf } from "./address-file";
import type { RootAddresses } from "./root-addresses";

/** Differences between a root and its checked-in list. */
export interface AddressChanges {
  /** Addresses that are not in the list yet. */
  readonly added: readonly string[];

  /** Addresses that Terraform would destroy: they are in the list, but not in the root or in a `moved` or `removed` block. */
  readonly lost: readonly string[];

  /** Addresses that a `moved` or `removed` block of the root releases. */
  readonly released: readonly string[];
}

/** Compares a root with the content of its list. */
export function addressChanges(listed: string, root: RootAddresses): AddressChanges {
  const before = new Set(linesOf(listed));
  const now = new Set(linesOf(addressText(root)));
  const gone = [...before].filter((line) => !now.has(line));
  return {
    added: [...now].filter((line) => !before.has(line)),
    lost: gone.filter((line) => !root.released.includes(line)),
    released: gone.filter((line) => root.released.includes(line)),
  };
}

/** Advice about lost addresses, with the first address as an example. */
export function lostAddressAdvice(root: string, lost: readonly string[]): string {
  const [example = ""] = lost;
  return [
    `${root}: ${lost.length} deployed ${lost.length === 1 ? "address is" : "addresses are"} gone:`,
    ...lost.map((address) => `  ${address}`),
    "Terraform would destroy the resources at these addresses and create them again. Restore the old id of the construct, or",
    "add a moved block to the stack, so that Terraform keeps the resource under its new address:",
    `  stack.addOverride("moved", [{ from: "${example}", to: "<new address>" }]);`,
    "A removed block with lifecycle.destroy = false keeps the resource in AWS and removes it from the state.",
    'If users must lose the resource, describe the loss under "Breaking" in CHANGELOG.md, and run:',
    "  npm run addresses -- --breaking",
  ].join("\n");
}
