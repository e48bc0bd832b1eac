import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { terraformRoots } from "../config/derived/terraform-roots";
import type { AuditConfig } from "../config/audit-config";
import { UserError } from "../config/user-error";

/** Terraform roots of a configuration: the account id of each. */
export type RootList = Readonly<Record<string, string>>;

/** The roots of a configuration. */
export const rootsOf = (config: AuditConfig): RootList =>
  Object.fromEntries(terraformRoots(config).map(({ stackName, id }) => [stackName, id]));

/** Path of the list of a configuration: `audit.roots.json` beside `audit.yaml`. It is committed with it. */
export const rootListPath = (configuration: string): string =>
  configuration.replace(/\.(?:ya?ml|json)$/, "") + ".roots.json";

/**
 * The roots of the last synthesis of this configuration, in any checkout.
 *
 * @throws UserError when the file is not such a list
 */
export function readRootList(path: string): RootList {
  if (!existsSync(path)) return {};
  const fix = "restore it from version control, or delete it if no root was ever removed";
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (isRootList(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(`${path} is not a list of roots and their account ids; ${fix}`);
}

/** Writes the list if it differs, as a whole or not at all. */
export function writeRootList(path: string, roots: RootList): void {
  const text = `${JSON.stringify(Object.fromEntries(Object.entries(roots).toSorted()), undefined, 2)}\n`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

function isRootList(value: unknown): value is RootList {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((account) => typeof account === "string");
}
