import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { terraformRoots } from "../config/derived/terraform-roots";
import type { AuditConfig } from "../config/audit-config";
import { UserError } from "../config/user-error";

/** Terraform roots: the account id of each. */
export type Roots = Readonly<Record<string, string>>;

/** Facts about a configuration that a later synthesis needs, in any checkout. */
export interface RootList {
  /** Prefix of all names. Lists of earlier versions do not have it. */
  readonly prefix?: string | undefined;
  readonly roots: Roots;

  /** Roots that are no longer configured. Their states remain, so no other account may have a root with such a name. */
  readonly removed: Roots;
}

/** The roots of a configuration. */
export const rootsOf = (config: AuditConfig): Roots =>
  Object.fromEntries(terraformRoots(config).map(({ stackName, id }) => [stackName, id]));

/** Path of the list of a configuration: `audit.roots.json` beside `audit.yaml`. It is committed with it. */
export const rootListPath = (configuration: string): string =>
  configuration.replace(/\.(?:ya?ml|json)$/, "") + ".roots.json";

/**
 * The list of the last synthesis of this configuration, in any checkout.
 *
 * @throws UserError when the file is not such a list
 */
export function readRootList(path: string): RootList {
  if (!existsSync(path)) return { roots: {}, removed: {} };
  const fix = "restore it from version control, or delete it if no root was ever removed";
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    // The file of earlier versions has the roots alone
    if (isRoots(value)) return { roots: value, removed: {} };
    if (isRootList(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(`${path} is not a list of roots and their account ids; ${fix}`);
}

/** Writes the list if it differs, as a whole or not at all. */
export function writeRootList(path: string, { prefix, roots, removed }: RootList): void {
  const text = `${JSON.stringify({ prefix, roots: sorted(roots), removed: sorted(removed) }, undefined, 2)}\n`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

const sorted = (roots: Roots): Roots => Object.fromEntries(Object.entries(roots).toSorted());

function isRootList(value: unknown): value is RootList {
  if (!isObject(value)) return false;
  const { prefix, roots, removed } = value;
  return (prefix === undefined || typeof prefix === "string") && isRoots(roots) && isRoots(removed);
}

function isRoots(value: unknown): value is Roots {
  return isObject(value) && Object.values(value).every((account) => typeof account === "string");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
