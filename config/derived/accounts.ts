import { computeOnce } from "../../shared/compute-once";
import type { AuditConfig } from "../audit-config";
import { type Overridable, configFor } from "./overrides";

/** Role of an account in the organization, or `outside` for an external account. */
export type AccountRole = "management" | "log-archive" | "member" | "outside";

/** An account with its own Terraform root. */
export interface Account {
  readonly id: string;
  readonly role: AccountRole;

  /** Name of the stack, and of its folder and state. */
  readonly stackName: string;

  /** Role that Terraform assumes. Undefined for the caller's own credentials. */
  readonly deployRoleArn: string | undefined;

  /** Role that Terraform assumes for plans. Undefined if plans use the deploying role. */
  readonly planRoleArn: string | undefined;
}

/** Settings from which the accounts are computed. */
type AccountSource = Pick<AuditConfig, "partition" | "accounts" | "access"> & Partial<Overridable>;

/** The accounts with their own stacks. */
interface Accounts {
  readonly logArchive: Account;
  readonly management: Account;
  readonly members: readonly Account[];
  readonly outside: readonly Account[];
}

/** Every account with its own stack, in the order of deployment. Accounts that are not in use have none. */
export const accountsOf = computeOnce((config: AccountSource): Accounts => {
  const { accounts, access, partition } = config;
  const account = (
    id: string,
    role: AccountRole,
    stackName: string,
    { roleName, planRoleName }: { readonly roleName?: string | undefined; readonly planRoleName?: string | undefined },
  ): Account => {
    const arnOf = (name: string | undefined) => name && `arn:${partition}:iam::${id}:role/${name}`;
    return { id, role, stackName, deployRoleArn: arnOf(roleName), planRoleArn: arnOf(planRoleName) };
  };
  const accessOf = (id: string) => configFor(config, id).access;

  return {
    logArchive: account(accounts.logArchive, "log-archive", "log-archive", accessOf(accounts.logArchive)),
    management: account(accounts.management, "management", "management", {
      roleName: access.managementRoleName,
      planRoleName: accessOf(accounts.management).planRoleName,
    }),
    members: accounts.members
      .filter(({ active }) => active)
      .map((member) => account(member.id, "member", memberStackName(member), accessOf(member.id))),
    outside: accounts.outside.map(({ id, name, roleName = access.roleName }) =>
      account(id, "outside", `outside-${name}`, { roleName, planRoleName: access.planRoleName }),
    ),
  };
});

/** Name of the stack of a member. It stays the same when the account is renamed. */
export function memberStackName({
  name,
  stack,
}: {
  readonly name: string;
  readonly stack?: string | undefined;
}): string {
  return stack ?? `member-${name}`;
}

/** Every account of the organization that is in use, with its name. */
export function namedAccounts(config: Pick<AuditConfig, "accounts">): { id: string; name: string }[] {
  const { management, logArchive, members } = config.accounts;
  return [
    { id: management, name: "management" },
    { id: logArchive, name: "log-archive" },
    ...members.filter(({ active }) => active).map(({ id, name }) => ({ id, name })),
  ];
}

/** Every account id of the organization, including accounts that are no longer in use, because the archive keeps their logs. */
export function accountIds(config: Pick<AuditConfig, "accounts">): string[] {
  const { management, logArchive, members } = config.accounts;
  return [management, logArchive, ...members.map(({ id }) => id)];
}
