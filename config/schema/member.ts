import { z } from "zod";
import { forms } from "../../aws-semantics/values/forms";
import { accountId, accountName } from "./fields";

/** The id of an organizational unit, or of the root of the organization. */
export const unitId = z
  .string()
  .regex(forms.unitId.pattern, forms.unitId.expected)
  .meta({ examples: ["ou-a1b2-c3d4e5f6"] });

/** The key of a tag in AWS Organizations. */
export const accountTagKey = z
  .string()
  .regex(/^(?!aws:).{1,128}$/su, "expected a tag key of 1 to 128 characters, not beginning with aws:");

/** The value of a tag in AWS Organizations. */
export const accountTagValue = z.string().regex(/^.{0,256}$/su, "expected a tag value of 256 characters or fewer");

/** Maximum number of tags that an account has in AWS Organizations. */
const tagLimit = 50;

/** An account of the organization other than the management account and the log-archive account. */
export const memberSchema = z.strictObject({
  name: accountName.meta({
    description:
      "Name of the account. Its stack is `member-<name>`. To rename the account later, set `stack` to the present name of its stack, or run `trailkeeper accounts --write`, which sets it.",
  }),
  id: accountId.meta({ description: "Account id, in quotes.", examples: ["333333333333"] }),
  stack: z
    .string()
    .regex(
      /^member-[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/,
      "expected member- and 1 to 50 lowercase letters, digits or hyphens: the name of the stack before the account was renamed",
    )
    .optional()
    .meta({
      description:
        "Name of the stack of an account that was renamed: `member-<old name>`. The folder and the state of the stack keep this name, so Terraform creates no resource again. Default: `member-<name>`.",
      examples: ["member-payments"],
    }),
  active: z.boolean().default(true).meta({
    description:
      "Whether the account is in use. Set `false` for an account that is suspended, closed or no longer in the organization. Nothing is deployed there, and no alarm is raised when it sends no events. The tables still contain the account, so that queries read its logs.",
    source: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html",
  }),
  unit: unitId.optional().meta({
    description:
      "Id of the organizational unit that contains the account, or of the root of the organization. It has an effect only if an entry of `overrides` selects it.",
    source: "https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html",
  }),
  tags: z
    .record(accountTagKey, accountTagValue)
    .refine((tags) => Object.keys(tags).length <= tagLimit, `expected ${tagLimit} tags or fewer, as AWS allows`)
    .optional()
    .meta({
      description:
        "Tags of the account in AWS Organizations, not tags of resources. They have an effect only if an entry of `overrides` selects them.",
      examples: [{ environment: "production" }],
      source: "https://docs.aws.amazon.com/organizations/latest/APIReference/API_Tag.html",
    }),
});
