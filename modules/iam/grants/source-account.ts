import { literal } from "../../terraform/terraform-template";

/**
 * The account on whose behalf a service asks, filled in by AWS as it asks: so each account has a path of its own, whoever
 * chooses the prefix its service delivers below.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount
 */
export const sourceAccount = literal("${aws:SourceAccount}");
