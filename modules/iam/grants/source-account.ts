import { literal } from "../../terraform/terraform-template";

/**
 * AWS replaces this with the account that the service acts for. So each account can write only below its own path, whoever
 * chooses the prefix.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount
 */
export const sourceAccount = literal("${aws:SourceAccount}");
