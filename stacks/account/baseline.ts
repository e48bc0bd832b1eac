import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { chatRegion } from "../../config/derived/chat-region";
import { loggedWebAcls } from "../../config/derived/logged-resources";
import { configFor } from "../../config/derived/overrides";
import { otherGlobalRegions } from "../../config/derived/regions";
import type { AuditConfig } from "../../config/audit-config";
import { AccountRoot } from "../../modules/account/account-root";
import type { SourceAccount } from "../log-sources/log-source";
import { addLogSources } from "../log-sources/log-sources";

interface AddAccountRootOptions {
  readonly stack: TerraformStack;
  readonly account: Account;
  readonly config: AuditConfig;
  /** Regions, other than the region of the root, that have their own provider; default: those that `Baseline` needs. */
  readonly regions?: readonly string[] | undefined;
  /** Region of the root. */
  readonly region?: string | undefined;
}

/**
 * Turns a stack into the Terraform root of its account.
 */
export function addAccountRoot({
  stack,
  account,
  config,
  regions = otherRegions(account, config),
  region = config.homeRegion,
}: AddAccountRootOptions): AccountRoot {
  return new AccountRoot(stack, "Root", {
    accountId: account.id,
    region,
    deployRoleArn: account.deployRoleArn,
    planRoleArn: account.planRoleArn,
    providerVersion: config.providerVersion,
    tags: { ManagedBy: "trailkeeper", Stack: account.stackName, ...config.tags },
    state: config.backend,
    otherRegions: regions,
  });
}

/** Regions, other than the home region, that have resources and so need their own provider with any version of the AWS provider. */
function otherRegions(account: Account, config: AuditConfig): string[] {
  // An external account has only a trail, which is in the home region
  if (account.role === "outside") return [];
  const hasChat = account.role === "management" && config.accounts.trailAdministrator === undefined;
  const chat = hasChat ? chatRegion(config) : undefined;
  const regions = [
    ...(config.notifications.urgentEvents.enabled ? otherGlobalRegions(config) : []),
    ...(chat === undefined ? [] : [chat]),
    ...loggedWebAcls(config, account.id).map(({ region }) => region),
  ];
  return [...new Set(regions)].filter((region) => region !== config.homeRegion);
}

/**
 * ARN of the archive key, for the stack of another account: the configured key, or else a lookup by its alias.
 *
 * If the lookup fails, Terraform prints only the address of the data source. So the construct id contains the fix.
 */
export function findArchiveKeyArn(scope: Construct, config: AuditConfig): string {
  return (
    config.archive.kmsKeyArn ??
    new DataAwsKmsKey(scope, "ArchiveKey-apply-log-archive-first", { keyId: namesFor(config).archiveKeyAliasArn }).arn
  );
}

/** Values of one account, with the configuration of the organization. */
type BaselineProps = Omit<SourceAccount, "organization">;

/** Resources that every account has, independent of its role. */
export class Baseline extends Construct {
  constructor(scope: Construct, id: string, { config: organization, ...source }: BaselineProps) {
    super(scope, id);

    addLogSources(this, { ...source, organization, config: configFor(organization, source.account.id) });
  }
}
