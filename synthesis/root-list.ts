import { existsSync, readFileSync } from "node:fs";
import { terraformRoots } from "../config/derived/terraform-roots";
import type { AuditConfig } from "../config/audit-config";
import { UserError } from "../shared/user-error";
import type { KeptSettings } from "./kept-settings";
import { StagedFile } from "./staged-file";

/** Account ids by the names of Terraform roots. */
export type Roots = Readonly<Record<string, string>>;

/** Values of a configuration that a later synthesis needs, in any checkout of the repository. */
export interface RootList extends KeptSettings {
  readonly roots: Roots;

  /** Roots that are no longer configured. Their states remain, so no other account may have a root with such a name. */
  readonly removed: Roots;
}

/** Form of the names of all roots. A name is also the name of a folder, and must not be the path of another folder. */
const rootName = /^[a-z0-9-]+$/;

const accountId = /^\d{12}$/;

/** The roots of a configuration. */
export const rootsOf = (config: AuditConfig): Roots =>
  Object.fromEntries(terraformRoots(config).map(({ stackName, id }) => [stackName, id]));

/** Path of the list of a configuration: `audit.roots.json` for `audit.yaml`, in the same folder. Commit both files. */
export const rootListPath = (configuration: string): string =>
  configuration.replace(/\.(?:ya?ml|json)$/, "") + ".roots.json";

/**
 * The list of the last synthesis of this configuration, in any checkout.
 *
 * @throws UserError when the file is not a list of roots, or when a root has a wrong name or a wrong account id
 */
export function readRootList(path: string): RootList {
  if (!existsSync(path)) return { roots: {}, removed: {} };
  const fix = "restore the file from version control, or delete it if you never removed a root";
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    // The file of earlier versions contains only the roots
    if (isRoots(value)) return checkRootList(path, { roots: value, removed: {} });
    if (isRootList(value)) return checkRootList(path, value);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(`${path} is not a list of roots and their account ids; ${fix}`);
}

/** Returns the list, if all its names and account ids are correct. */
function checkRootList(path: string, list: RootList): RootList {
  const entries = [...Object.entries(list.roots), ...Object.entries(list.removed)];
  const wrong = entries.find(([name, account]) => !rootName.test(name) || !accountId.test(account));
  if (wrong === undefined) return list;
  const [name, account] = wrong.map((value) => JSON.stringify(value));
  throw new UserError(
    `${path} has the root ${name} of account ${account}; expected a name of lowercase letters, digits and hyphens, and an account id of 12 digits; correct the line, or restore the file from version control`,
  );
}

/** Writes the list if it changed. The file is replaced as a whole or not at all. */
export function writeRootList(path: string, list: RootList): void {
  const staged = stagedRootList(path, list);
  try {
    staged.commit();
  } finally {
    staged.discard();
  }
}

/** A list that is written, but does not replace the earlier list yet. */
export function stagedRootList(path: string, list: RootList): StagedFile {
  const { prefix, homeRegion, backend, roots, removed } = list;
  const sortedList = { prefix, homeRegion, backend, roots: sortRoots(roots), removed: sortRoots(removed) };
  const text = `${JSON.stringify(sortedList, undefined, 2)}\n`;
  return new StagedFile(path, text);
}

const sortRoots = (roots: Roots): Roots => Object.fromEntries(Object.entries(roots).toSorted());

function isRootList(value: unknown): value is RootList {
  if (!isObject(value)) return false;
  const { prefix, homeRegion, backend, roots, removed } = value;
  const areTexts = [prefix, homeRegion, backend].every(
    (setting) => setting === undefined || typeof setting === "string",
  );
  return areTexts && isRoots(roots) && isRoots(removed);
}

function isRoots(value: unknown): value is Roots {
  return isObject(value) && Object.values(value).every((account) => typeof account === "string");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
