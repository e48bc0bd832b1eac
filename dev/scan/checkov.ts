import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError, run, runChecked } from "../../shared/child-process";
import { repository } from "../../local-aws/folders";
import type { Finding } from "./finding";

/** Configurations whose Terraform is scanned. */
export const scannedConfigurations = ["config/example.yaml", "config/examples/everything.yaml"];

/**
 * Blocks of a root that Checkov gets. Checkov fails on a `terraform` block that contains a string, such as `required_version`, and
 * on `import` blocks.
 */
const readBlocks = ["provider", "data", "resource", "output"];

/** The fields of Checkov's report that are read. */
export interface CheckovReport {
  readonly summary?: { readonly parsing_errors: number };
  readonly results?: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly file_path: string;
      readonly resource: string;
    }[];
  };
}

/** Runs Checkov over the Terraform of a configuration. */
export async function runCheckov(programs: string, folder: string, configuration: string): Promise<Finding[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await runChecked("node", ["--import", "tsx", "main.ts", "--no-root-list"], {
    cwd: repository,
    env: { ...process.env, AUDIT_CONFIG: configuration, CDKTF_OUTDIR: folder },
  });
  const stacks = join(folder, "stacks");
  for (const stack of readdirSync(stacks)) keepReadBlocks(join(stacks, stack, "cdk.tf.json"));

  const options = ["--framework", "terraform_json", "--output", "json", "--quiet", "--compact", "--skip-download"];
  const { stdout, output } = await run(join(programs, "checkov"), ["--directory", stacks, ...options]);
  if (!stdout.trim().startsWith("{"))
    throw new CommandError(`Checkov did not print a JSON report; its output is:\n${output}`);
  return checkovFindings(JSON.parse(stdout));
}

function keepReadBlocks(file: string): void {
  const root: Record<string, unknown> = JSON.parse(readFileSync(file, "utf8"));
  const kept = Object.fromEntries(Object.entries(root).filter(([block]) => readBlocks.includes(block)));
  writeFileSync(file, JSON.stringify(kept, null, 2));
}

/**
 * Reads the findings of a report.
 *
 * @throws {CommandError} when Checkov could not read every root: findings would be missing
 */
export function checkovFindings({ summary, results }: CheckovReport): Finding[] {
  if (summary?.parsing_errors !== 0 || results === undefined) {
    throw new CommandError(`Checkov could not read ${summary?.parsing_errors ?? "any"} of the Terraform roots`);
  }
  return results.failed_checks.map(({ check_id, check_name, file_path, resource }) => ({
    scanner: "Checkov",
    check: check_id,
    title: check_name,
    resource: `${file_path.split("/").at(-2)}: ${addressOf(resource)}`,
  }));
}

/** Path of a construct: `resource.Archives_Config_Policy_7CDB7160` is Archives/Config/Policy. */
function addressOf(resource: string): string {
  const [, path = resource] = /\.(.+)_[0-9A-F]{8}$/.exec(resource) ?? [];
  return path.replaceAll("_", "/");
}
