import type { AccountState } from "@aws-sdk/client-organizations";
import type { AuditConfig } from "../../config/audit-config";
import { memberStackName } from "../../config/derived/accounts";
import type { RootList } from "../../synthesis/root-list";
import { type Filter, matches } from "./filter";
import { isNameOf, newName } from "./account-name";
import type { Organization, OrganizationAccount } from "./organization";

type Member = AuditConfig["accounts"]["members"][number];

/** Settings of a member. */
export type MemberSettings = Partial<Member>;

/** The difference between an account and the configuration. */
export type Difference =
  | "new"
  | "renamed"
  | "moved"
  | "other tags"
  | "suspended"
  | "being closed"
  | "closed"
  | "no longer in the organization"
  | "active again";

/** An account that differs, and the settings that the configuration needs. */
export interface AccountChange {
  readonly id: string;
  readonly awsName: string | undefined;
  readonly differences: readonly Difference[];

  /** Position in `accounts.members`. Undefined for a new account. */
  readonly index: number | undefined;
  readonly settings: MemberSettings;
}

export interface Comparison {
  readonly changes: readonly AccountChange[];

  /** Problems that a person must decide, because no setting can express them. */
  readonly problems: readonly string[];

  /** Ids of the accounts that the filters exclude. */
  readonly leftAlone: readonly string[];
}

export interface CompareOptions {
  readonly config: Pick<AuditConfig, "accounts">;
  readonly organization: Organization;
  readonly rootList: RootList;
  readonly filter: Filter;

  /** Whether an account keeps its name in the configuration after it was renamed in AWS. */
  readonly keepNames: boolean;

  /** Whether to write the units and the tags of accounts. */
  readonly units: boolean;
  readonly tags: boolean;
}

/** Compares the accounts of the organization with those of the configuration. */
export function compare(options: CompareOptions): Comparison {
  const { config, organization, filter } = options;
  const { management, logArchive, members, outside } = config.accounts;
  const known = new Map(organization.accounts.map((account) => [account.id, account]));
  const listed = new Set(members.map(({ id }) => id));
  const otherRoles = new Set([management, logArchive, ...outside.map(({ id }) => id)]);

  const chosen = organization.accounts.filter((account) => matches(account, filter));
  const chosenIds = new Set(chosen.map(({ id }) => id));
  const leftAlone = organization.accounts.filter(({ id }) => !chosenIds.has(id) && !otherRoles.has(id));
  const added = chosen.filter(
    ({ id, state }) => !listed.has(id) && !otherRoles.has(id) && state !== "PENDING_ACTIVATION",
  );

  const names = new Names(options, chosenIds, known);
  const changed = members.flatMap((member, index): AccountChange[] => {
    const account = known.get(member.id);
    if (account === undefined) return member.active ? [leftOrganization(member, index)] : [];
    return chosenIds.has(member.id) ? changeOf({ member, index, account, names, options }) : [];
  });
  return {
    changes: [...changed, ...added.toSorted(byId).map((account) => newAccount(account, names, options))],
    problems: problemsOf(options, known),
    leftAlone: leftAlone.map(({ id }) => id),
  };
}

const byId = (one: OrganizationAccount, other: OrganizationAccount): number => (one.id < other.id ? -1 : 1);

/** The names of the members after the changes. */
class Names {
  private readonly names = new Set<string>();

  /** The account of each stack, and the stack of each account. They include accounts that were removed from the configuration. */
  private readonly ownerOf = new Map<string, string>();
  private readonly stackOf = new Map<string, string>();

  constructor(
    private readonly options: CompareOptions,
    chosen: ReadonlySet<string>,
    known: ReadonlyMap<string, OrganizationAccount>,
  ) {
    const { rootList, config } = options;
    for (const [stack, id] of Object.entries({ ...rootList.removed, ...rootList.roots }))
      if (stack.startsWith("member-")) this.setOwner(stack, id);
    for (const member of config.accounts.members) {
      this.setOwner(memberStackName(member), member.id);
      const account = chosen.has(member.id) ? known.get(member.id) : undefined;
      if (account === undefined || this.keepsName(member, account)) this.names.add(member.name);
    }
  }

  /** Whether a member keeps its name: the name matches the name in AWS, or `keepNames` is set. */
  keepsName(member: Member, account: OrganizationAccount): boolean {
    return this.options.keepNames || isNameOf(member.name, account.name, account.id);
  }

  /** Assigns a name to an account. The result contains `stack` if the stack has another name. */
  take({ id, name: awsName }: OrganizationAccount): MemberSettings {
    const stack = this.stackOf.get(id);
    const name = newName(
      awsName,
      id,
      (one) => this.names.has(one) || (stack === undefined && this.ownerOf.has(`member-${one}`)),
    );
    this.names.add(name);
    if (stack === undefined) this.setOwner(`member-${name}`, id);
    return { name, ...(stack !== undefined && stack !== `member-${name}` && { stack }) };
  }

  private setOwner(stack: string, id: string): void {
    this.ownerOf.set(stack, id);
    this.stackOf.set(id, stack);
  }
}

function newAccount(account: OrganizationAccount, names: Names, options: CompareOptions): AccountChange {
  const { name = "", ...stack } = names.take(account);
  const settings = {
    name,
    id: account.id,
    ...stack,
    ...(!isActive(account.state) && { active: false }),
    ...surroundings(account, options),
  };
  const differences: Difference[] = ["new", ...(isActive(account.state) ? [] : [endOf(account.state)])];
  return { id: account.id, awsName: account.name, differences, index: undefined, settings };
}

interface ChangeOfOptions {
  readonly member: Member;
  readonly index: number;
  readonly account: OrganizationAccount;
  readonly names: Names;
  readonly options: CompareOptions;
}

function changeOf({ member, index, account, names, options }: ChangeOfOptions): AccountChange[] {
  const renamed = names.keepsName(member, account) ? {} : names.take(account);
  const { unit, tags } = surroundings(account, options);
  const settings: MemberSettings = {
    ...renamed,
    // An account that is not activated yet keeps the value of `active`
    ...(account.state !== "PENDING_ACTIVATION" &&
      isActive(account.state) !== member.active && { active: isActive(account.state) }),
    ...(unit !== undefined && unit !== member.unit && { unit }),
    ...(tags !== undefined && !sameTags(tags, member.tags) && { tags }),
  };
  const differences: Difference[] = [
    ...(settings.name === undefined ? [] : ["renamed" as const]),
    ...(settings.unit === undefined ? [] : ["moved" as const]),
    ...(settings.tags === undefined ? [] : ["other tags" as const]),
    ...(settings.active === undefined ? [] : [settings.active ? ("active again" as const) : endOf(account.state)]),
  ];
  return differences.length === 0 ? [] : [{ id: member.id, awsName: account.name, differences, index, settings }];
}

function leftOrganization(member: Member, index: number): AccountChange {
  return {
    id: member.id,
    awsName: undefined,
    differences: ["no longer in the organization"],
    index,
    settings: { active: false },
  };
}

/** Unit and tags of an account, if the options request them. */
function surroundings({ units, tags }: OrganizationAccount, options: CompareOptions): MemberSettings {
  const unit = units?.[0];
  return {
    ...(options.units && unit !== undefined && { unit }),
    ...(options.tags && tags !== undefined && { tags: { ...tags } }),
  };
}

function sameTags(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>> = {}): boolean {
  const text = (tags: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(tags).toSorted());
  return text(one) === text(other);
}

/** Whether Terraform can be applied in the account. */
const isActive = (state: AccountState): boolean => state === "ACTIVE" || state === "PENDING_ACTIVATION";

const ends: Readonly<Record<string, Difference>> = { PENDING_CLOSURE: "being closed", CLOSED: "closed" };

const endOf = (state: AccountState): Difference => ends[state] ?? "suspended";

function problemsOf({ config }: CompareOptions, known: ReadonlyMap<string, OrganizationAccount>): string[] {
  const { logArchive, outside } = config.accounts;
  const state = known.get(logArchive)?.state;
  const joined = outside.filter(({ id }) => known.has(id));
  return [
    ...(state === undefined ? [`the log-archive account ${logArchive} is not in the organization`] : []),
    ...(state !== undefined && !isActive(state) ? [`the log-archive account ${logArchive} is ${endOf(state)}`] : []),
    ...joined.map(
      ({ id, name }) =>
        `account ${id} (${name} in accounts.outside) is now in the organization; destroy its root outside-${name}, then move the account to accounts.members`,
    ),
  ];
}
