import { z } from "zod";
import { forms } from "../../aws-semantics/values/forms";
import { optionalBucketSettings } from "../../aws-semantics/values/bucket-settings";
import { bucketName, kmsKeyArn, logGroupName } from "./fields";

/** Existing resources to import, for `mode: adopt`. */
export const existingSchema = z
  .strictObject({
    trailArn: z
      .string()
      .regex(forms.trailArn.pattern, forms.trailArn.expected)
      .optional()
      .meta({
        description:
          "Organization trail of the management account. Its home region must be `homeRegion`. The trail keeps its name. Terraform changes its other settings to those of this configuration.",
        examples: ["arn:aws:cloudtrail:eu-west-1:111111111111:trail/organization"],
      }),
    trailBucket: bucketName.optional().meta({
      description:
        "Bucket of the trail, in the log-archive account and the home region. It becomes the trail archive: Terraform changes its policy, encryption, versioning, lifecycle and lock. No object moves. If the owner of the bucket manages it, use `archive.existing`.",
      examples: ["acme-cloudtrail-logs"],
    }),
    trailBucketSettings: z
      .array(z.enum(optionalBucketSettings))
      .refine((settings) => new Set(settings).size === settings.length, "duplicate setting; remove one")
      .default(["publicAccessBlock", "ownership"])
      .meta({
        description:
          "Settings that `trailBucket` already has, in addition to versioning, encryption and a policy. They are imported, so that the plan shows each change. The plan fails for a listed setting that the bucket does not have. If the bucket has a setting that is not listed, Terraform overwrites it, and the plan does not show the earlier values. The default is right for buckets that were created since April 2023.",
      }),
    trailKeyPrefix: z
      .string()
      .regex(forms.keyPrefix.pattern, forms.keyPrefix.expected)
      .or(z.literal(""))
      .default("")
      .meta({
        type: "string",
        description:
          'Key prefix of the trail in `trailBucket` or `archive.existing`, before `AWSLogs/`; `""` for none. The trail keeps this prefix, so that the tables read all logs.',
        examples: ["cloudtrail"],
      }),
    kmsKeyArn: kmsKeyArn.optional().meta({
      description:
        "KMS key that encrypts the trail's files, in the log-archive account and the home region. It becomes the archive key, and Terraform replaces its key policy. If the owner of the key manages the key policy, use `archive.kmsKeyArn`.",
    }),
    logGroupName: logGroupName.optional().meta({
      description:
        "Log group of the trail, in the management account and the home region. Its log class must be Standard. The trail writes to it with a new role of this project. The former role is not changed.",
      examples: ["aws-cloudtrail-logs-111111111111"],
    }),
    databaseName: z
      .string()
      .regex(/^[a-z0-9_]{1,255}$/, "expected 1 to 255 lowercase letters, digits or underscores")
      .optional()
      .meta({
        description:
          "Glue database of the log-archive account in which the tables are created. Its existing tables stay. No existing table may have the name of a table of this project (`docs/tables.md`).",
        examples: ["cloudtrail"],
      }),
    workgroupName: z
      .string()
      .regex(/^[\w.-]{1,128}$/, "expected 1 to 128 letters, digits or . - _")
      .optional()
      .meta({
        description:
          "Athena workgroup of the log-archive account for analysts. Terraform changes its location of results to the bucket of this project, and its limit to `query.scanLimitGigabytes`.",
        examples: ["security"],
      }),
  })
  .prefault({})
  .meta({
    description:
      "Existing resources to import (docs/modes/adopt.md). Each is imported to the Terraform address of the resource that this project would create otherwise. This section has an effect only with `mode: adopt`. Never remove it: without it, Terraform would create resources with the default names.",
    examples: [{ trailArn: "arn:aws:cloudtrail:eu-west-1:111111111111:trail/organization" }],
  });
