import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../shared/user-error";

/** The configuration that is used if no other exists. It is in the folder of this project. */
export const exampleConfiguration = join(__dirname, "example.yaml");

const usual = "audit.yaml";

/** Similar names that people give a configuration. A file with such a name causes an error, because it would not be read. */
const similar = ["audit.yml", "audit.json"];

/** The configuration to read. */
export interface FoundConfiguration {
  readonly path: string;

  /** Whether the configuration is the example that no one chose, because no other exists. */
  readonly isFallback: boolean;
}

/**
 * Finds the configuration: `--config`, or else `AUDIT_CONFIG`, or else `audit.yaml` in the working directory, or else
 * the example.
 *
 * @throws UserError when `--config` or `AUDIT_CONFIG` is empty, or when a file with a similar name exists
 */
export function findConfiguration(
  option?: string,
  env: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
): FoundConfiguration {
  if (option !== undefined) return chooseConfiguration("--config", option);
  if (env["AUDIT_CONFIG"] !== undefined) return chooseConfiguration("AUDIT_CONFIG", env["AUDIT_CONFIG"]);
  const found = similar.find(exists);
  if (exists(usual)) {
    if (found === undefined) return { path: usual, isFallback: false };
    throw new UserError(`found both ${usual} and ${found}; remove one, or choose with --config <file>`);
  }
  if (found !== undefined) throw new UserError(`found ${found}, but no ${usual}; rename it, or use --config ${found}`);
  return { path: exampleConfiguration, isFallback: true };
}

function chooseConfiguration(by: string, path: string): FoundConfiguration {
  if (path.trim() !== "") return { path, isFallback: false };
  throw new UserError(`${by} is empty; set it to the path of a configuration, or do not set it`);
}
