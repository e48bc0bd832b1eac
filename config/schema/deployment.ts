import { z } from "zod";
import { bucketName, kmsKeyArn, regionName, roleArn, roleName } from "./fields";

const constraint = String.raw`(?:(?:~>|>=|<=|=|<|>)?\s*\d+(?:\.\d+){0,2})`;

/** Access of Terraform to the accounts. */
export const accessSchema = z
  .strictObject({
    roleName: roleName.default("OrganizationAccountAccessRole").meta({
      description:
        "Role that Terraform assumes in the log-archive and member accounts. Default with `mode: controlTower`: `AWSControlTowerExecution`.",
    }),
    managementRoleName: roleName.optional().meta({
      description:
        "Role that Terraform assumes in the management account. Default: none. Terraform then uses the caller's credentials.",
    }),
    planRoleName: roleName.optional().meta({
      description:
        "Role in every account that Terraform assumes instead of the deploying role, if the environment variable `TF_VAR_role` is `plan`. The role needs only the policy that `trailkeeper policy plan` prints. Default: none, plans use the deploying role.",
    }),
  })
  .prefault({})
  .meta({ description: "Roles that Terraform assumes in the accounts." });

/** Location of the Terraform state. */
export const backendSchema = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("local").meta({ description: "Files in the folder in which synth runs, one for each stack." }),
    }),
    z.strictObject({
      type: z.literal("s3").meta({ description: "Objects in an S3 bucket, with a lock file." }),
      bucket: bucketName.meta({
        description:
          "Bucket of the state. It must exist, and the caller's credentials or `roleArn` must grant access to it. It must not have Object Lock, because Terraform must delete the lock file.",
        examples: ["acme-terraform-state"],
      }),
      region: regionName.meta({ description: "Region of the bucket." }),
      keyPrefix: z
        .string()
        .regex(
          /^[\w!.*'()-]+(?:\/[\w!.*'()-]+)*$/,
          "expected an S3 key prefix without a slash at its beginning or end, and without two slashes in a row",
        )
        .default("trailkeeper")
        .meta({ description: "The state of a stack is `<keyPrefix>/<stack>.tfstate`." }),
      kmsKeyArn: kmsKeyArn
        .optional()
        .meta({ description: "KMS key that encrypts the state. Default: the default encryption of the bucket." }),
      roleArn: roleArn.optional().meta({
        description:
          "Role that Terraform assumes to access the bucket. Default: none. Terraform then uses the caller's credentials.",
      }),
    }),
  ])
  .prefault({ type: "local" })
  .meta({
    description: "Location of the Terraform state. To change it later, move the states (docs/deployment.md).",
    source: "https://developer.hashicorp.com/terraform/language/backend/s3",
  });

/** Version constraint of the AWS provider. Its default depends on the regions. */
export const providerVersion = z
  .string()
  .regex(
    new RegExp(`^${constraint}(?:\\s*,\\s*${constraint})*$`),
    "expected a Terraform version constraint such as ~> 6.25",
  )
  .optional()
  .meta({
    description:
      "Version constraint of the AWS provider. Default: `~> 5.100.0` if `regions` contains only the home region, or else `~> 6.25.0`, because provider 5 cannot deploy to other regions. All tests of this project run with `~> 5.100.0`; provider 6 is not tested. If you already applied a root with provider 6, stay with provider 6: set `~> 6.25.0`.",
  });

const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const tagCharacters = "expected letters, digits, spaces and _ . : / = + - @ in a tag";

/** Tags of every resource. */
export const tags = z
  .record(
    z
      .string()
      .regex(/^(?!aws:).{1,128}$/su, "expected a tag key of 1 to 128 characters, not beginning with aws:")
      .regex(tagText, tagCharacters),
    z
      .string()
      .regex(/^.{0,256}$/su, "expected a tag value of 256 characters or fewer")
      .regex(tagText, tagCharacters),
  )
  .refine(
    (entries) => Object.keys(entries).length <= 40,
    "expected 40 tags or fewer; AWS allows 50, and this project adds its own",
  )
  .refine(
    (entries) => new Set(Object.keys(entries).map((key) => key.toLowerCase())).size === Object.keys(entries).length,
    {
      error: "duplicate tag keys: IAM ignores upper and lower case in tag keys; remove one",
    },
  )
  .refine((entries) => Object.keys(entries).every((key) => !/^(managedby|stack)$/i.test(key)), {
    error: "this project sets the tags ManagedBy and Stack; use other keys",
  })
  .default({})
  .meta({ description: "Tags of every resource that can carry them.", examples: [{ team: "security" }] });
