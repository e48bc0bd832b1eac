import type { AuditConfig } from "../audit-config";
import { ownNamesOf } from "../../features/own-names";
import type { OwnNames } from "../../features/feature";
import { accountsOf } from "../derived/accounts";
import { namesFor } from "../names/names";

/** The values from which the guardrails are built. */
export interface Scope {
  readonly config: AuditConfig;
  readonly names: ReturnType<typeof namesFor>;

  /** Names of the resources of features in the log-archive account. */
  readonly ownNames: Required<OwnNames>;

  /** ARNs of a resource in any account and region. */
  readonly anywhere: (service: string, ...resources: readonly string[]) => string[];

  /** ARNs of a resource in one account and any region. */
  readonly inAccount: (account: string, service: string, ...resources: readonly string[]) => string[];

  /** ARN patterns of roles of these names, in any account. */
  readonly roles: (...names: readonly string[]) => string[];
}

export function scopeOf(config: AuditConfig): Scope {
  const { partition } = config;
  const inAccount = (account: string, service: string, ...resources: readonly string[]) =>
    resources.map((resource) => `arn:${partition}:${service}:*:${account}:${resource}`);
  return {
    config,
    names: namesFor(config),
    ownNames: ownNamesOf(config),
    inAccount,
    anywhere: (service, ...resources) => inAccount("*", service, ...resources),
    roles: (...names) => names.map((name) => `arn:${partition}:iam::*:role/${name}`),
  };
}

/**
 * ARN patterns of the roles that deploy to members and the log archive, and of the break-glass role. In an account with the
 * guardrails, no one else may create or change a role with such a name. So the name identifies the role.
 */
export function exemptRoleArns({ config, roles }: Scope): string[] {
  const { access, guardrails } = config;
  const { logArchive, members } = accountsOf(config);
  const common = roles(access.roleName, ...(guardrails.breakGlassRoleName ? [guardrails.breakGlassRoleName] : []));
  const own = [logArchive, ...members].flatMap(({ deployRoleArn = "" }) =>
    deployRoleArn.endsWith(`:role/${access.roleName}`) ? [] : deployRoleArn,
  );
  return [...common, ...own];
}
