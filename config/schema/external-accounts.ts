import { z } from "zod";
import { accountId, accountName, roleName } from "./fields";

/**
 * Accounts outside the organization that the policies of the archive have room for, whatever else they name. A test
 * measures it.
 */
export const outsideAccountLimit = 200;

const outsideAccount = z.strictObject({
  name: accountName.meta({ description: "Name of the account. Its stack is `outside-<name>`." }),
  id: accountId.meta({ description: "Account id, in quotes." }),
  roleName: roleName
    .optional()
    .meta({ description: "Role that Terraform assumes in the account. Default: `access.roleName`." }),
});

/** Accounts that no organization trail covers. */
export const outsideAccountsSchema = z
  .array(outsideAccount)
  .max(
    outsideAccountLimit,
    `expected ${outsideAccountLimit} accounts or fewer, because the bucket policy of the archive names each of them`,
  )
  .default([])
  .meta({
    description: `Accounts outside the organization, at most ${outsideAccountLimit}. Each has its own trail, which delivers to the trail archive. Their events are in the archive and in the tables. Detections and alarms do not evaluate them.`,
    source:
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-set-bucket-policy-for-multiple-accounts.html",
  });
