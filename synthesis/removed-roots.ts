import { UserError } from "../config/user-error";
import type { Origin, OutputFolder } from "./output-folder";
import type { RootList } from "./root-list";

/** A root that an earlier synthesis wrote and this one does not. */
export interface RemovedRoot {
  readonly name: string;

  /** Its account, if the list of roots has it. */
  readonly account: string | undefined;
}

/** Largest part of the roots that a synthesis removes without a confirmation. */
const largestShare = 0.1;

/** Most names in a message. */
const mostNames = 10;

/**
 * Roots that are no longer configured.
 *
 * @param roots roots of the configuration
 * @param written roots in the output folder
 * @param listed roots of the last synthesis in any checkout
 */
export function removedRoots(roots: RootList, written: readonly string[], listed: RootList): RemovedRoot[] {
  return [...new Set([...Object.keys(listed), ...written])]
    .filter((name) => !Object.hasOwn(roots, name))
    .toSorted()
    .map((name) => ({ name, account: Object.hasOwn(listed, name) ? listed[name] : undefined }));
}

interface Removal {
  readonly removed: readonly RemovedRoot[];
  readonly roots: RootList;
  readonly output: OutputFolder;
  readonly origin: Origin;
  readonly isFallback: boolean;
  readonly mayRemove: boolean;
}

/**
 * Refuses to replace the output of another configuration, and to remove many roots, unless the user agreed.
 *
 * @throws UserError with the roots and the fix
 */
export function checkRemovals({ removed, roots, output, origin, isFallback, mayRemove }: Removal): void {
  const earlier = output.origin();
  const isForeign = earlier !== undefined && earlier.configuration !== origin.configuration;
  if (isFallback && (isForeign || removed.length > 0)) {
    const author = earlier === undefined ? "another configuration" : earlier.configuration;
    throw new UserError(
      `there is no audit.yaml in this folder, and the example must not replace ${output.path}, which was written from ${author}; choose the configuration with --config <file>`,
    );
  }
  if (mayRemove) return;
  if (earlier !== undefined && earlier.organizationId !== origin.organizationId) {
    throw new UserError(
      `${output.path} was written from ${earlier.configuration} for organization ${earlier.organizationId}, and this configuration is of ${origin.organizationId}; choose another output with --out <folder>, or replace it with --yes`,
    );
  }
  const before = Object.keys(roots).length + removed.length;
  if (removed.length <= before * largestShare) return;
  const names = removed.slice(0, mostNames).map(({ name }) => name);
  const more = removed.length > mostNames ? ` and ${removed.length - mostNames} more` : "";
  throw new UserError(
    `${removed.length} of ${before} roots are no longer configured: ${names.join(", ")}${more}; if that is right, synthesize with --yes; if another program wrote them, give it another folder`,
  );
}

/** One message for each removed root: what it means for its resources. */
export function removalMessages(removed: readonly RemovedRoot[], roots: RootList): string[] {
  return removed.map(({ name, account }) => {
    const heir = Object.keys(roots).find((root) => account !== undefined && roots[root] === account);
    const owner = account === undefined ? "" : ` of account ${account}`;
    if (heir !== undefined)
      return `removed ${name}${owner}, which is now ${heir}. Its state is still called ${name}: Terraform would create everything again. To go back, give the account its old name`;
    return `removed ${name}${owner}, because it is no longer in the configuration. Its AWS resources still exist. To delete them: add it to the configuration again, run cdktf destroy, then remove it`;
  });
}
