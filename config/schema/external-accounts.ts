import { z } from "zod";
import { accountId, accountName, roleName } from "./fields";

/**
 * Maximum number of external accounts that the policies of the archive can list with any other settings. A test measures it.
 */
export const externalAccountLimit = 200;

const externalAccount = z.strictObject({
  name: accountName.meta({
    description: "Name of the account. Its stack is `outside-<name>`. You cannot change the name later.",
  }),
  id: accountId.meta({ description: "Account id, in quotes." }),
  roleName: roleName
    .optional()
    .meta({ description: "Role that Terraform assumes in the account. Default: `access.roleName`." }),
});

/** External accounts, which the organization trail does not record. */
export const externalAccountsSchema = z
  .array(externalAccount)
  .max(
    externalAccountLimit,
    `expected ${externalAccountLimit} accounts or fewer, because the bucket policy of the archive names each of them`,
  )
  .default([])
  .meta({
    description: `Accounts outside the organization, at most ${externalAccountLimit}. Each has its own trail, which delivers to the trail archive. Their events are in the archive and in the tables. Detections and alarms do not evaluate them.`,
    source:
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-set-bucket-policy-for-multiple-accounts.html",
  });
