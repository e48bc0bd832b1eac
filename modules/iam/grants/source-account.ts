import { literal } from "../../terraform/terraform-template";

/**
 * AWS replaces this variable with the account for which the service acts. So logs of each account can be written only below the
 * path of that account, even if someone in the account chooses the prefix.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount
 */
export const sourceAccount = literal("${aws:SourceAccount}");
