import { UserError } from "../shared/user-error";
import type { KeptSettings } from "./kept-settings";
import type { Origin, OutputFolder } from "./output-folder";
import { checkReplacedConfiguration } from "./replaced-configuration";
import type { RootList, Roots } from "./root-list";

/** A root that an earlier synthesis wrote and the present synthesis does not write. */
export interface RemovedRoot {
  readonly name: string;

  /** Account of the root. Undefined if the list of roots does not contain the root. */
  readonly account: string | undefined;
}

/** Maximum share of the roots that a synthesis removes without a confirmation. */
const largestShare = 0.1;

/** Maximum number of names in a message. */
const mostNames = 10;

/**
 * Roots that are no longer configured.
 *
 * @param roots roots of the configuration
 * @param written roots in the output folder
 * @param listed list of the last synthesis in any checkout
 * @returns roots that were configured in the last synthesis, or that are still in the output folder
 */
export function removedRoots(roots: Roots, written: readonly string[], listed: RootList): RemovedRoot[] {
  const known: Roots = { ...listed.removed, ...listed.roots };
  return [...new Set([...Object.keys(listed.roots), ...written])]
    .filter((name) => !Object.hasOwn(roots, name))
    .toSorted()
    .map((name) => ({ name, account: Object.hasOwn(known, name) ? known[name] : undefined }));
}

/** The list to write. Its removed roots are the roots of all earlier syntheses that are not configured now. */
export function nextRootList(
  settings: KeptSettings,
  roots: Roots,
  removed: readonly RemovedRoot[],
  listed: RootList,
): RootList {
  const earlier = Object.entries(listed.removed).filter(([name]) => !Object.hasOwn(roots, name));
  const added = removed.flatMap(({ name, account }) => (account === undefined ? [] : [[name, account] as const]));
  return { ...settings, roots, removed: Object.fromEntries([...earlier, ...added]) };
}

interface Removal {
  readonly removed: readonly RemovedRoot[];
  readonly roots: Roots;

  /** Accounts with `active: false`. Their roots are removed on purpose. */
  readonly inactive: ReadonlySet<string>;
  readonly output: OutputFolder;
  readonly origin: Origin;

  /** Path of the list of roots, if it should exist and does not. */
  readonly missingList: string | undefined;
  readonly isFallback: boolean;
  readonly mayRemove: boolean;
}

/**
 * Refuses to replace the output of another configuration, and to remove many roots, if the user did not confirm with --yes.
 *
 * @throws UserError with the roots and the fix
 */
export function checkRemovals(removal: Removal): void {
  const { removed, roots, inactive, output, origin, missingList, isFallback, mayRemove } = removal;
  const earlier = output.origin();
  const isForeign = earlier !== undefined && earlier.configuration !== origin.configuration;
  if (isFallback && (isForeign || removed.length > 0)) {
    const author = earlier === undefined ? "another configuration" : earlier.configuration;
    throw new UserError(
      `this folder contains no audit.yaml, and the example configuration must not replace ${output.path}, which was written from ${author}; choose the configuration with --config <file>`,
    );
  }
  if (mayRemove) return;
  if (earlier !== undefined && earlier.organizationId !== origin.organizationId) {
    throw new UserError(
      `${output.path} was written from ${earlier.configuration} for organization ${earlier.organizationId}, and this configuration is for ${origin.organizationId}; choose another output folder with --out <folder>, or replace it with --yes`,
    );
  }
  if (earlier !== undefined) checkReplacedConfiguration({ path: output.path, earlier, origin, missingList });
  const before = Object.keys(roots).length + removed.length;
  const unexplained = removed.filter(({ account }) => account === undefined || !inactive.has(account));
  if (unexplained.length <= before * largestShare) return;
  const names = unexplained.slice(0, mostNames).map(({ name }) => name);
  const more = unexplained.length > mostNames ? ` and ${unexplained.length - mostNames} more` : "";
  throw new UserError(
    `${unexplained.length} of ${before} roots are no longer configured: ${names.join(", ")}${more}; if you removed them on purpose, run synth with --yes; if another program wrote them, use another output folder for it`,
  );
}

interface Removed {
  readonly removed: readonly RemovedRoot[];
  readonly roots: Roots;
  readonly listed: RootList;
  readonly listPath: string | undefined;
  readonly inactive: ReadonlySet<string>;
}

/** One message for each removed root about its resources, and one message about roots that were removed earlier. */
export function removalMessages({ removed, roots, listed, listPath, inactive }: Removed): string[] {
  const messages = removed.map(({ name, account }) => {
    const owner = account === undefined ? "" : ` of account ${account}`;
    if (account !== undefined && inactive.has(account))
      return `removed ${name}${owner}, because the account is not active. Its state remains, and is used again if the account becomes active. If the account left the organization and its resources must be deleted: run trailkeeper take-down ${name} with a role that still has access`;
    const steps = name.startsWith("member-")
      ? `run trailkeeper take-down ${name}`
      : `add it to the configuration again, run trailkeeper take-down ${name}, then remove it`;
    return `removed ${name}${owner}, because it is no longer in the configuration. Unless you took it down, its AWS resources still exist. To delete them: ${steps}`;
  });
  const earlier = Object.keys(listed.removed).filter(
    (name) => !Object.hasOwn(roots, name) && !inactive.has(listed.removed[name] ?? ""),
  );
  if (earlier.length === 0) return messages;
  const names = earlier.slice(0, mostNames).join(", ");
  const more = earlier.length > mostNames ? ` and ${earlier.length - mostNames} more` : "";
  return [
    ...messages,
    `roots removed earlier: ${names}${more}. Their AWS resources and their states may still exist; take them down with trailkeeper take-down <root>, or, when both are gone, delete their lines from ${listPath}`,
  ];
}
