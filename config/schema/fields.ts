import { z } from "zod";
import { forms, logRetentionPeriods } from "../../aws-semantics/values/forms";
import { regionHint } from "../region-hint";

/** An account id: 12 digits, in quotes, because YAML reads 012345678901 as a number without its first zero. */
export const accountId = z
  .string({
    error: ({ input }) =>
      input === undefined
        ? undefined
        : 'the account id must be a string; write its 12 digits in quotes, "111111111111"',
  })
  .regex(forms.accountId.pattern, 'expected an account id: 12 digits in quotes, "111111111111"')
  .meta({ examples: ["111111111111"] });

/** The name of an account, and of its stack and folder. */
export const accountName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/, "expected 1 to 50 lowercase letters, digits or hyphens")
  .meta({ examples: ["payments"] });

/** The name of a log group. */
export const logGroupName = z
  .string()
  .regex(forms.logGroupName.pattern, forms.logGroupName.expected)
  .meta({ examples: ["/aws/lambda/payments"] });

/** A region name. A rule checks whether the partition has the region. */
export const regionName = z
  .string()
  .regex(forms.region.pattern, {
    error: ({ input }) => `${forms.region.expected}${regionHint(String(input))}`,
  })
  .meta({ examples: ["eu-west-1"] });

/** A whole number of days, 1 to a hundred years. */
export const days = z
  .int("expected a whole number of days")
  .min(1, "expected 1 day or more")
  .max(36_500, "expected 36,500 days or fewer, a hundred years");

/** A whole number of days, or null for never. */
export const daysOrNever = days.nullable();

/** Days that a log group keeps its events. */
export const logRetentionDays = z.literal(
  logRetentionPeriods,
  `expected one of CloudWatch's retention periods: ${logRetentionPeriods.join(", ")}`,
);

/** The name of an IAM role, without its path. */
export const roleName = z
  .string()
  .regex(forms.roleName.pattern, forms.roleName.expected)
  .meta({ examples: ["Deployer"] });

/** The ARN of an IAM role. IAM allows longer paths, but policies contain the ARN many times and their size is limited. */
export const roleArn = z
  .string()
  .max(200, "expected a role ARN of 200 characters or fewer; use a role with a shorter path")
  .regex(forms.roleArn.pattern, forms.roleArn.expected)
  .meta({ examples: ["arn:aws:iam::111111111111:role/Deployer"] });

/** The ARN of a KMS key. An alias or a key id is refused, because KMS would look for it in the caller's account. */
export const kmsKeyArn = z
  .string()
  .regex(forms.kmsKeyArn.pattern, forms.kmsKeyArn.expected)
  .meta({ examples: ["arn:aws:kms:eu-west-1:222222222222:key/01234567-89ab-cdef-0123-456789abcdef"] });

/** The name of an S3 bucket. */
export const bucketName = z
  .string()
  .regex(forms.bucketName.pattern, forms.bucketName.expected)
  .meta({ examples: ["acme-payroll"] });

/** A setting that is always refused. It is in the schema so that the error has a reason, instead of "unknown setting". */
export const refused = (reason: string) =>
  z
    .never(reason)
    .optional()
    .meta({ description: `Not possible: ${reason}` });
