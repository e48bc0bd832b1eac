import { z } from "zod";
import { forms } from "../../aws/forms";
import { optionalBucketSettings } from "../../aws/bucket-settings";
import { bucketName, kmsKeyArn, logGroupName } from "./fields";

/** What exists already and is imported, for `mode: adopt`. */
export const existingSchema = z
  .strictObject({
    trailArn: z
      .string()
      .regex(forms.trailArn.pattern, forms.trailArn.expected)
      .optional()
      .meta({
        description:
          "Organization trail of the management account. Its home region must be `homeRegion`. It keeps its name, and is changed to record and deliver what this configuration sets.",
        examples: ["arn:aws:cloudtrail:eu-west-1:111111111111:trail/organization"],
      }),
    trailBucket: bucketName.optional().meta({
      description:
        "Bucket of that trail, in the log-archive account and the home region. It becomes the trail archive: its policy, encryption, versioning, lifecycle and lock are changed to those of this project. No object moves. For a bucket that its owner manages, use `archive.existing`.",
      examples: ["acme-cloudtrail-logs"],
    }),
    trailBucketSettings: z
      .array(z.enum(optionalBucketSettings))
      .refine((settings) => new Set(settings).size === settings.length, "duplicate setting; remove one")
      .default(["publicAccessBlock", "ownership"])
      .meta({
        description:
          "Settings that `trailBucket` has, besides versioning, encryption and a policy. They are imported, so that the plan shows each change. The plan fails for a setting that the bucket does not have. A setting that it has and that is not listed is overwritten, and the plan does not show its earlier values. Buckets that were created since April 2023 have the default.",
      }),
    trailKeyPrefix: z
      .string()
      .regex(forms.keyPrefix.pattern, forms.keyPrefix.expected)
      .or(z.literal(""))
      .default("")
      .meta({
        type: "string",
        description:
          'Key prefix of the trail in `trailBucket` or `archive.existing`, before `AWSLogs/`; `""` for none. It stays, so that the tables read all logs.',
        examples: ["cloudtrail"],
      }),
    kmsKeyArn: kmsKeyArn.optional().meta({
      description:
        "KMS key that encrypts the trail's files, in the log-archive account and the home region. It becomes the archive key, and its policy is replaced by the policy of this project. For a key whose policy its owner manages, use `archive.kmsKeyArn`.",
    }),
    logGroupName: logGroupName.optional().meta({
      description:
        "Log group of that trail, in the management account and the home region, of the class Standard. The trail writes to it with a new role of this project. The former role stays as it is.",
      examples: ["aws-cloudtrail-logs-111111111111"],
    }),
    databaseName: z
      .string()
      .regex(/^[a-z0-9_]{1,255}$/, "expected 1 to 255 lowercase letters, digits or underscores")
      .optional()
      .meta({
        description:
          "Glue database of the log-archive account in which the tables are created. The tables that it already has stay. None of them may have the name of a table of this project (`docs/tables.md`).",
        examples: ["cloudtrail"],
      }),
    workgroupName: z
      .string()
      .regex(/^[\w.-]{1,128}$/, "expected 1 to 128 letters, digits or . - _")
      .optional()
      .meta({
        description:
          "Athena workgroup of the log-archive account for analysts. Its results go to the bucket of this project, with its limit.",
        examples: ["security"],
      }),
  })
  .prefault({})
  .meta({
    description:
      "What exists already and is imported to the addresses that it has when this project creates it (docs/modes/adopt.md). It has an effect only with `mode: adopt`. Keep it for ever: without it, the names change back.",
    examples: [{ trailArn: "arn:aws:cloudtrail:eu-west-1:111111111111:trail/organization" }],
  });
