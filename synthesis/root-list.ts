import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { terraformRoots } from "../config/derived/terraform-roots";
import type { AuditConfig } from "../config/audit-config";
import { UserError } from "../config/user-error";
import type { KeptSettings } from "./kept-settings";

/** Account ids by the names of Terraform roots. */
export type Roots = Readonly<Record<string, string>>;

/** Values of a configuration that a later synthesis needs, in any checkout of the repository. */
export interface RootList extends KeptSettings {
  readonly roots: Roots;

  /** Roots that are no longer configured. Their states remain, so no other account may have a root with such a name. */
  readonly removed: Roots;
}

/** The roots of a configuration. */
export const rootsOf = (config: AuditConfig): Roots =>
  Object.fromEntries(terraformRoots(config).map(({ stackName, id }) => [stackName, id]));

/** Path of the list of a configuration: `audit.roots.json` for `audit.yaml`, in the same folder. Commit both files. */
export const rootListPath = (configuration: string): string =>
  configuration.replace(/\.(?:ya?ml|json)$/, "") + ".roots.json";

/**
 * The list of the last synthesis of this configuration, in any checkout.
 *
 * @throws UserError when the file is not a list of roots
 */
export function readRootList(path: string): RootList {
  if (!existsSync(path)) return { roots: {}, removed: {} };
  const fix = "restore the file from version control, or delete it if you never removed a root";
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    // The file of earlier versions contains only the roots
    if (isRoots(value)) return { roots: value, removed: {} };
    if (isRootList(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(`${path} is not a list of roots and their account ids; ${fix}`);
}

/** Writes the list if it changed. The file is replaced as a whole or not at all. */
export function writeRootList(path: string, { prefix, homeRegion, backend, roots, removed }: RootList): void {
  const text = `${JSON.stringify({ prefix, homeRegion, backend, roots: sorted(roots), removed: sorted(removed) }, undefined, 2)}\n`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

const sorted = (roots: Roots): Roots => Object.fromEntries(Object.entries(roots).toSorted());

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
