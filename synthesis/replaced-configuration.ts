import { UserError } from "../shared/user-error";
import type { Origin } from "./output-folder";

interface Replacement {
  /** Path of the output folder. */
  readonly path: string;

  /** The configuration from which the output was written, and the present configuration. */
  readonly earlier: Origin;
  readonly origin: Origin;

  /** Path of the list of roots of the present configuration, if this list should exist and does not. */
  readonly missingList: string | undefined;
}

/**
 * Refuses to replace the output of another configuration file of the same organization if the list of roots cannot show that the
 * states belong to this configuration. The list is named after its file, so the other file has another list.
 *
 * @throws UserError with both files, and the fix
 */
export function checkReplacedConfiguration({ path, earlier, origin, missingList }: Replacement): void {
  // An earlier version did not store the settings, and accepted every file
  if (earlier.configuration === origin.configuration || earlier.prefix === undefined) return;
  const changed = (["prefix", "homeRegion"] as const).filter((name) => earlier[name] !== origin[name]);
  const settingsOf = (one: Origin) => changed.map((name) => `${name}: ${one[name]}`).join(" and ");
  if (changed.length > 0)
    throw new UserError(
      `${path} was written from ${earlier.configuration} with ${settingsOf(earlier)}, and ${origin.configuration} has ${settingsOf(origin)}: with the same states, Terraform would replace every bucket; choose another output folder with --out <folder>, and a backend with other states (docs/several-organizations.md), or replace the output with --yes`,
    );
  if (missingList !== undefined)
    throw new UserError(
      `${path} was written from ${earlier.configuration}, and ${origin.configuration} has no list of roots, so a renamed account would not be noticed; if you renamed the configuration, rename its list to ${missingList}; or else choose another output folder with --out <folder>, or replace the output with --yes`,
    );
}
