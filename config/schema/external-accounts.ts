import { z } from "zod";
import { accountId, accountName, roleName } from "./fields";

/**
 * Accounts outside the organization that the policies of the archive have room for, whatever else they name. A test
 * measures it.
 */
export const outsideAccountLimit = 200;

const outsideAccount = z.strictObject({
  name: accountName.meta({ description: "Name of the account; its stack is `outside-<name>`." }),
  id: accountId.meta({ description: "Account id, in quotes." }),
  roleName: roleName.optional().meta({ description: "Role Terraform assumes in it. Default: `access.roleName`." }),
});

/** Accounts that no organization trail covers. */
export const outsideAccountsSchema = z
  .array(outsideAccount)
  .max(
    outsideAccountLimit,
    `expected ${outsideAccountLimit} accounts or fewer: the archive's bucket policy has room for no more`,
  )
  .default([])
  .meta({
    description: `Accounts outside the organization, ${outsideAccountLimit} at most. Each gets a trail of its own into the trail archive. Their events are in the archive and in the tables; no alarm sees them.`,
    source:
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-set-bucket-policy-for-multiple-accounts.html",
  });
