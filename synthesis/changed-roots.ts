import { trailAdministratorStackName } from "../config/names/trail-administrator";
import { UserError } from "../shared/user-error";
import { changedSettings } from "./changed-settings";
import type { KeptSettings } from "./kept-settings";
import type { RootList, Roots } from "./root-list";

interface Change {
  /** The present configuration. */
  readonly settings: KeptSettings;
  readonly roots: Roots;

  /** The list of roots of the last synthesis, and its path. */
  readonly listed: RootList;
  readonly listPath: string;
}

/** Maximum number of problems of one kind in a message. */
const mostProblems = 10;

/**
 * Refuses changes with which Terraform would create the resources of an account again, or replace the buckets: another prefix, home
 * region or backend, another root for an account, and a root whose state belongs to another account.
 *
 * @throws UserError with every such change, and its fix
 */
export function checkChangedRoots(change: Change): void {
  const problems = [
    ...changedSettings(change),
    ...movedTrail(change),
    ...short(renamedRoots(change)),
    ...short(reusedRoots(change)),
  ];
  if (problems.length > 0) throw new UserError(problems.join("\n"));
}

/** Reports a trail that would move to another account, because its alarms would be created a second time. */
function movedTrail({ roots, listed, listPath }: Change): string[] {
  const isDeployed = Object.hasOwn(listed.roots, "management");
  const before = listed.roots[trailAdministratorStackName];
  const now = roots[trailAdministratorStackName];
  if (!isDeployed || before === now) return [];
  const nameOf = (account: string | undefined) =>
    account === undefined ? "the management account" : `account ${account}`;
  const fix =
    before === undefined ? "remove accounts.trailAdministrator" : `set accounts.trailAdministrator to ${before}`;
  return [
    `the trail and its alarms are in ${nameOf(before)}, and would now be in ${nameOf(now)}: Terraform would create a second trail, and delete the alarms of the first trail; ${fix}, or, if you never applied this configuration, delete ${listPath} (docs/delegated-administrators.md)`,
  ];
}

/** Reports accounts that would have another root, because the new root would begin with an empty state. */
function renamedRoots({ roots, listed, listPath }: Change): string[] {
  const hasName = (name: string) => accountListOf(name) !== undefined;
  const known = Object.entries({ ...listed.removed, ...listed.roots }).filter(([name]) => hasName(name));
  return known.flatMap(([before, account]) => {
    if (Object.hasOwn(roots, before)) return [];
    const now = Object.keys(roots).find((name) => hasName(name) && roots[name] === account);
    // The list already contains the new root, so the change was accepted earlier
    if (now === undefined || Object.hasOwn(listed.roots, now)) return [];
    const problem = accountListOf(before) === accountListOf(now) ? renamedRoot(before) : movedRoot(before);
    const change = `account ${account} had the root ${before}, and would now have ${now}`;
    return [
      `${change}: Terraform would begin with an empty state${problem} delete the line "${before}" from ${listPath}`,
    ];
  });
}

const renamedRoot = (before: string): string =>
  ` and create all resources again; ${keepRoot(before, "the account")}, or, if all resources of ${before} are destroyed,`;

const movedRoot = (before: string): string =>
  `, and the resources of ${before} would remain; first move the account back to accounts.${accountListOf(before)}, run trailkeeper synth, and run trailkeeper take-down ${before}; when its resources are destroyed, move the account again and`;

/** Explains how an account keeps its root. Only a member has the setting `stack`. */
const keepRoot = (root: string, account: string): string =>
  isOutside(root) ? `use the name ${root.slice("outside-".length)} for ${account}` : `add stack: ${root} to ${account}`;

/** Reports roots whose state belongs to an account other than the configured account. */
function reusedRoots({ roots, listed, listPath }: Change): string[] {
  return Object.entries({ ...listed.removed, ...listed.roots }).flatMap(([name, before]) => {
    const now = Object.hasOwn(roots, name) ? roots[name] : undefined;
    if (now === undefined || now === before || !hasOneAccount(name)) return [];
    const list = accountListOf(name);
    const own = Object.keys(listed.roots).find((root) => accountListOf(root) === list && listed.roots[root] === now);
    const otherName = own === undefined ? `use another name for account ${now}` : keepRoot(own, `account ${now}`);
    const fix = list === undefined ? `use account ${before}` : otherName;
    return [
      `the root ${name} has the state of account ${before}, and would now belong to account ${now}; ${fix}, or, if all resources of ${name} are destroyed, delete the line "${name}" from ${listPath}`,
    ];
  });
}

const isMember = (name: string): boolean => name.startsWith("member-");
const isOutside = (name: string): boolean => name.startsWith("outside-");

/** The list of `accounts` that contains the account of a root. Undefined for a root that exists once in an organization. */
function accountListOf(name: string): "members" | "outside" | undefined {
  if (isMember(name)) return "members";
  return isOutside(name) ? "outside" : undefined;
}

/** Whether a root must stay in its account. The aggregator may move to another account, because it stores no logs. */
const hasOneAccount = (name: string): boolean => name !== "config-aggregator";

function short(problems: readonly string[]): string[] {
  const more = problems.length - mostProblems;
  return [...problems.slice(0, mostProblems), ...(more > 0 ? [`and ${more} more accounts like these`] : [])];
}
