import { z } from "zod";
import { forms } from "../../aws-semantics/values/forms";
import { bucketName, kmsKeyArn, logGroupName } from "./fields";

/** Layouts of the landing zone that this project supports. */
export const landingZoneLayouts = ["3.x", "4.x", "landingZoneAccelerator"] as const;

const keyPrefix = z
  .string()
  .regex(forms.keyPrefix.pattern, forms.keyPrefix.expected)
  .or(z.literal(""))
  .meta({ type: "string" });

const bucketWith = (what: string) =>
  bucketName.optional().meta({
    description: `Bucket of ${what}. Default for layout \`3.x\`: \`aws-controltower-logs-<log archive>-<homeRegion>\`; for \`landingZoneAccelerator\`: \`aws-accelerator-central-logs-<log archive>-<homeRegion>\`. Layout \`4.x\` has no default, because the names of its buckets end with random letters.`,
    examples: ["aws-controltower-logs-222222222222-eu-west-1"],
  });

/** Resources that AWS Control Tower created, for `mode: controlTower`. This project neither creates nor changes them. */
export const controlTowerSchema = z
  .strictObject({
    layout: z.enum(landingZoneLayouts).optional().meta({
      description:
        "Layout of the landing zone, which defines names and paths. `3.x`: one bucket for the trail and AWS Config. `4.x`: AWS Config has its own bucket, in the audit account. `landingZoneAccelerator`: the organization trail of Landing Zone Accelerator instead of Control Tower's trail. Required with `mode: controlTower`.",
    }),
    trailName: z
      .string()
      .regex(forms.trailName.pattern, forms.trailName.expected)
      .optional()
      .meta({
        description:
          "Name of the organization trail. Default: `aws-controltower-BaselineCloudTrail`, or `AWSAccelerator-Organizations-CloudTrail` for layout `landingZoneAccelerator`.",
        examples: ["aws-controltower-BaselineCloudTrail"],
      }),
    trailBucket: bucketWith("the trail's log files"),
    trailPrefix: keyPrefix.optional().meta({
      description:
        'Key prefix of the trail\'s log files, before `AWSLogs/`; `""` for none. Default: the id of the organization, or `cloudtrail-organization` for layout `landingZoneAccelerator`.',
      examples: ["o-a1b2c3d4e5"],
    }),
    trailKmsKeyArn: kmsKeyArn.optional().meta({
      description:
        "KMS key that encrypts the trail's log files. The policies of analysts and responders then allow decryption with this key. The key policy must allow it too (docs/modes/control-tower.md). Default: none, Amazon S3's own keys encrypt them.",
    }),
    logGroupName: logGroupName.optional().meta({
      description:
        "Log group of the trail in the management account, which the alarms read. Default for layout `3.x`: `aws-controltower/CloudTrailLogs`; for `landingZoneAccelerator`: `aws-accelerator-cloudtrail-logs`. Layout `4.x` has no default, because the name can end with random letters.",
      examples: ["aws-controltower/CloudTrailLogs"],
    }),
    configBucket: bucketWith("AWS Config"),
    configPrefix: keyPrefix.optional().meta({
      description:
        'Key prefix of AWS Config, before `AWSLogs/`; `""` for none. Default: the id of the organization, or none for layout `landingZoneAccelerator`.',
      examples: ["o-a1b2c3d4e5"],
    }),
    configKmsKeyArn: kmsKeyArn.optional().meta({
      description:
        "KMS key that encrypts the files of AWS Config. Default: `trailKmsKeyArn` if both are in one bucket, or else none.",
    }),
  })
  .prefault({})
  .meta({
    description:
      "Trail, buckets, keys and log group that AWS Control Tower created. This section has an effect only with `mode: controlTower`. This project reads these resources, and does not create, change or import them.",
    source: "https://docs.aws.amazon.com/controltower/latest/userguide/logging-and-monitoring.html",
    examples: [{ layout: "3.x" }],
  });
