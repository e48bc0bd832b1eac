import type { AuditConfig } from "../../config/audit-config";
import { regionsInUse } from "../../config/derived/regions";
import { managementTrail } from "../../config/names/management-trail";
import { accountIds, namedAccounts } from "../../config/names/names";
import { UserError } from "../../config/user-error";
import type { AccountsFolder, VerificationOptions } from "./verification";

/** The folders where the trail of a configuration delivers, and the accounts and regions that must have digests. */
export function trailArchive(config: AuditConfig): Pick<VerificationOptions, "folders" | "expected"> {
  const { name: trail, bucketName: bucket, location } = managementTrail(config);
  const organization = `${location.slice(`s3://${bucket}/`.length)}/`;
  const folders: AccountsFolder[] = [{ bucket, prefix: organization }];
  // Trails of external accounts deliver to folders next to the folder of the organization
  if (config.accounts.outside.length > 0)
    folders.push({ bucket, prefix: organization.slice(0, -`${config.organizationId}/`.length) });
  const expected = accountIds(config).flatMap((account) =>
    regionsInUse(config).map((region) => ({ account, region, trail })),
  );
  return { folders, expected };
}

/**
 * Converts ids or names of accounts to ids.
 *
 * @throws UserError for an account that is not in the configuration
 */
export function chosenAccounts(config: AuditConfig, chosen: readonly string[]): string[] {
  const names = new Map(namedAccounts(config).map(({ id, name }) => [name, id]));
  const known = new Set([...accountIds(config), ...config.accounts.outside.map(({ id }) => id)]);
  const ids = chosen.map((one) => names.get(one) ?? one);
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw new UserError(`no account ${unknown.join(", ")} in the configuration; correct the id or the name`);
  return [...new Set(ids)];
}
