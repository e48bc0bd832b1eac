import type { AuditConfig } from "../../config/audit-config";
import { regionsInUse } from "../../config/derived/regions";
import { managementTrail } from "../../config/names/management-trail";
import { accountIds } from "../../config/derived/accounts";
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
