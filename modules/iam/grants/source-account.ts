import { literal } from "../../terraform/terraform-template";

/**
 * AWS replaces this variable with the account for which the service acts. So each account can write only below its own path,
 * even if somebody in that account chooses the prefix.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount
 */
export const sourceAccount = literal("${aws:SourceAccount}");
