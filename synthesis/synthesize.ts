import { join, relative } from "node:path";
import { App, Manifest } from "cdktf";
import type { AuditConfig } from "../config/audit-config";
import { exampleConfiguration } from "../config/find-configuration";
import { optInRegions } from "../config/derived/opt-in-regions";
import { terraformRoots } from "../config/derived/terraform-roots";
import { loadConfig } from "../config/load";
import { UserError } from "../shared/user-error";
import { type OutputChange, OutputFolder } from "./output-folder";
import { huntCost } from "./hunt-cost";
import { checkLocalStates } from "./local-states";
import { Progress } from "./progress";
import { copyProviderLock } from "./provider-lock";
import { checkChangedRoots } from "./changed-roots";
import { keptSettingsOf } from "./kept-settings";
import { checkRemovals, nextRootList, removalMessages, removedRoots } from "./removed-roots";
import { RollbackError } from "./moves";
import { readRootList, rootListPath, rootsOf, stagedRootList } from "./root-list";
import type { StagedFile } from "./staged-file";
import { isSystemError } from "./system-error";
import { writeStacks } from "./write-stacks";

/** Inputs and outputs of a synthesis. */
export interface SynthesisOptions {
  /** Path of the configuration. */
  readonly configuration: string;

  /** Whether the configuration is the example because no other exists. The example never replaces the output of another configuration. */
  readonly isFallback: boolean;

  /** Output folder. */
  readonly outdir: string;

  /** Whether any number of roots may be removed. */
  readonly mayRemove: boolean;

  /** Whether to read and write the list of roots in the folder of the configuration. */
  readonly keepsRootList: boolean;
}

/**
 * Writes the Terraform roots of every account, and removes the roots of accounts that are no longer configured. The output is
 * replaced as a whole or not at all.
 *
 * @returns messages about the written output
 * @throws UserError when the configuration is invalid or the output cannot be written. The output and the list of roots are then
 *   unchanged, and if they could not be restored, the message contains this
 */
export function synthesize(options: SynthesisOptions): string {
  try {
    return replaceOutput(options);
  } catch (error) {
    if (error instanceof RollbackError) throw error;
    if (error instanceof UserError) throw new UserError(`${error.message}\nnothing was written`, { cause: error });
    if (!isSystemError(error)) throw error;
    throw new UserError(`cannot write the output: ${error.message}\nthe earlier output is unchanged`, {
      cause: error,
    });
  }
}

function replaceOutput(options: SynthesisOptions): string {
  const { configuration, outdir } = options;
  const config = loadConfig(configuration);
  const roots = rootsOf(config);
  const names = Object.keys(roots);
  const hasList = options.keepsRootList && configuration !== exampleConfiguration;
  const listPath = hasList ? rootListPath(configuration) : undefined;
  const output = new OutputFolder(outdir);
  output.refuseForeignFiles();
  const listed = listPath === undefined ? { roots: {}, removed: {} } : readRootList(listPath);
  const settings = keptSettingsOf(config);
  if (config.backend.type === "local") checkLocalStates(".", roots);
  if (listPath !== undefined) checkChangedRoots({ settings, roots, listed, listPath });
  const removed = removedRoots(roots, output.earlierRoots(), listed);
  const inactive = new Set(config.accounts.members.filter(({ active }) => !active).map(({ id }) => id));
  const source = relative(".", configuration);
  const { organizationId, prefix, homeRegion } = config;
  const origin = { configuration: source, organizationId, prefix, homeRegion };
  const missingList = Object.keys(listed.roots).length === 0 ? listPath : undefined;
  checkRemovals({ ...options, removed, roots, inactive, output, origin, missingList });
  const removedNames = removed.map(({ name }) => name);
  output.refuseUnsavedStates(removedNames);

  try {
    output.prepare();
    const app = new App({ outdir, stackTraces: false });
    writeRoots(app, config, output.staging);
    copyProviderLock(
      configuration,
      names.map((name) => join(output.staging, "stacks", name)),
    );
    const next = nextRootList(settings, roots, removed, listed);
    const list = listPath === undefined ? undefined : stagedRootList(listPath, next);
    commit(output, { roots: names, removed: removedNames, origin }, list);
  } finally {
    output.discard();
  }
  for (const message of removalMessages({ removed, roots, listed, listPath, inactive })) console.error(message);
  for (const { region, accounts } of optInRegions(config)) {
    console.error(
      `${region} is an opt-in region, and ${accounts} accounts use it: Terraform fails in an account that has not enabled the region; enable it there, or use overrides to exclude the region in that account`,
    );
  }
  const count = `${names.length} Terraform roots of ${new Set(Object.values(roots)).size} accounts`;
  const written = `${source}: wrote ${count} to ${join(outdir, "stacks")}`;
  return [written, huntCost(config)].filter((line) => line !== undefined).join("\n");
}

/** Replaces the output and then the list of roots. After an error, both are unchanged. */
function commit(output: OutputFolder, change: Omit<OutputChange, "last">, list: StagedFile | undefined): void {
  try {
    output.commit({ ...change, last: () => list?.commit() });
  } finally {
    list?.discard();
  }
}

/** Writes the Terraform roots of every account, and cdktf's manifest. */
function writeRoots(app: App, config: AuditConfig, folder: string): void {
  const writing = new Progress("roots written", terraformRoots(config).length);
  try {
    writeStacks(app, config, folder, () => writing.step());
  } finally {
    writing.finish();
  }
  const manifest = new Manifest(app.manifest.version, folder, app.manifest.hclOutput);
  Object.assign(manifest.stacks, app.manifest.stacks);
  manifest.writeToFile();
}
