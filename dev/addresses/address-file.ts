import { join } from "node:path";
import type { RootAddresses } from "./root-addresses";

/** Folder of the checked-in lists: one folder for each example configuration, one file for each root. */
const contractFolder = "__tests__/contracts/addresses";

/** Example configurations whose addresses must not change. */
export const contractConfigurations = [
  "config/example.yaml",
  "config/examples/everything.yaml",
  "config/examples/govcloud.yaml",
  "config/examples/control-tower.yaml",
  "config/examples/adopt.yaml",
  "config/examples/delegated-administrator.yaml",
  "config/examples/second-region.yaml",
];

/** Path of the list of one root. */
export function addressFile(configuration: string, root: string): string {
  const example = configuration.replace(/^.*\/|\.yaml$/g, "");
  return join(contractFolder, example, `${root}.txt`);
}

/** The content of a list: the location of the state, then one address on each line. */
export function addressText({ state, addresses }: Pick<RootAddresses, "state" | "addresses">): string {
  return [`state ${state}`, ...addresses, ""].join("\n");
}

/** The lines of a list. */
export const linesOf = (text: string): string[] => text.split("\n").filter((line) => line !== "");
