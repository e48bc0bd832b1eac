import { z } from "zod";
import { bucketName, kmsKeyArn, regionName, roleArn, roleName } from "./fields";

const constraint = String.raw`(?:(?:~>|>=|<=|=|<|>)?\s*\d+(?:\.\d+){0,2})`;

/** How Terraform reaches the accounts. */
export const accessSchema = z
  .strictObject({
    roleName: roleName
      .default("OrganizationAccountAccessRole")
      .meta({ description: "Role that Terraform assumes in the log-archive and member accounts." }),
    managementRoleName: roleName
      .optional()
      .meta({ description: "Role that Terraform assumes in the management account. Default: the caller's own." }),
  })
  .prefault({})
  .meta({ description: "How Terraform reaches the accounts." });

/** Where Terraform keeps its state. */
export const backendSchema = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("local").meta({ description: "Files beside `cdktf.json`, one per stack." }) }),
    z.strictObject({
      type: z.literal("s3").meta({ description: "Objects in a bucket, with a lock file." }),
      bucket: bucketName.meta({
        description:
          "Bucket of the state, which has to exist already and be reached with the caller's credentials or `roleArn`. It must have no Object Lock: the lock file has to go.",
      }),
      region: regionName.meta({ description: "Region of that bucket." }),
      keyPrefix: z
        .string()
        .regex(
          /^[\w!.*'()-]+(?:\/[\w!.*'()-]+)*$/,
          "expected an S3 key prefix without a slash at its ends or two in a row",
        )
        .default("trailkeeper")
        .meta({ description: "The state of a stack is `<keyPrefix>/<stack>.tfstate`." }),
      kmsKeyArn: kmsKeyArn.optional().meta({ description: "Key that encrypts the state. Default: the bucket's." }),
      roleArn: roleArn.optional().meta({ description: "Role to reach the bucket with. Default: the caller." }),
    }),
  ])
  .prefault({ type: "local" })
  .meta({
    description: "Where Terraform keeps its state.",
    source: "https://developer.hashicorp.com/terraform/language/backend/s3",
  });

/** Version constraint of the AWS provider; its default depends on the regions (`schema.ts`). */
export const providerVersion = z
  .string()
  .regex(
    new RegExp(`^${constraint}(?:\\s*,\\s*${constraint})*$`),
    "expected a Terraform version constraint such as ~> 6.25",
  )
  .optional()
  .meta({
    description:
      "Version constraint of the AWS provider. Default: `~> 5.100.0`, which every test of this project runs, or `~> 6.25.0` where `regions` has more than the home region: provider 5 cannot deploy to those, and nothing of this project ran on provider 6. A root that was applied with provider 6 keeps it: write `~> 6.25.0`.",
  });

const tagText = String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]`;

/** Tags of every resource. */
export const tags = z
  .record(
    z
      .string()
      .regex(
        new RegExp(`^(?!aws:)${tagText}{1,128}$`, "u"),
        "expected a tag key of 1 to 128 characters, not beginning with aws:",
      ),
    z.string().regex(new RegExp(`^${tagText}{0,256}$`, "u"), "expected a tag value of 256 characters or fewer"),
  )
  .refine(
    (entries) => Object.keys(entries).length <= 40,
    "expected 40 tags or fewer; AWS allows 50 and the project adds its own",
  )
  .refine(
    (entries) => new Set(Object.keys(entries).map((key) => key.toLowerCase())).size === Object.keys(entries).length,
    {
      error: "IAM takes Owner and owner for the same key; write each once",
    },
  )
  .refine((entries) => Object.keys(entries).every((key) => !/^(managedby|stack)$/i.test(key)), {
    error: "the project sets ManagedBy and Stack itself; use other keys",
  })
  .default({})
  .meta({ description: "Tags of every resource that can carry them." });
