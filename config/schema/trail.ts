import { z } from "zod";
import { logRetentionDays } from "./fields";
import { lakeSchema } from "./lake";
import { prices, usd } from "./prices";

const dataEvents = z.strictObject({
  resourceType: z
    .string()
    .regex(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/, "expected a CloudTrail resource type such as AWS::S3::Object")
    .meta({
      description: "CloudTrail resource type: `AWS::S3::Object`, `AWS::Lambda::Function`, `AWS::DynamoDB::Table`, …",
      examples: ["AWS::S3::Object"],
    }),
  arnPrefixes: z
    .array(
      z
        .string()
        .regex(/^arn:aws[a-z-]*:[^\s*?]+$/, "expected the beginning of an ARN; CloudTrail does not accept wildcards"),
    )
    .min(1, "expected at least one ARN prefix, because the trail records only the listed resources")
    .meta({
      description:
        "ARN prefixes of the resources to record. End the ARN of a bucket with `/`. Otherwise the trail also records other buckets whose names begin with the same characters.",
      examples: [["arn:aws:s3:::acme-payroll/"]],
    }),
  access: z.enum(["all", "read", "write"]).default("all").meta({ description: "API calls to record." }),
});

/** The organization trail. */
export const trailSchema = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^(?!\d+\.\d+\.\d+\.\d+$)[A-Za-z0-9](?:[._-]?[A-Za-z0-9])*$/,
        "expected letters and digits with single dots, underscores or hyphens between them",
      )
      .min(3, "expected 3 characters or more")
      .max(128, "expected 128 characters or fewer, CloudTrail's limit")
      .optional()
      .meta({
        description:
          "Name of the trail. Default: `<prefix>-organization-trail`. With a new name, Terraform must replace the trail, which it refuses while `archive.preventDestroy` is `true`.",
      }),
    excludeKmsEvents: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether the trail excludes read-only KMS events (Decrypt, GenerateDataKey, …). In a busy organization, most events are of this kind. A gigabyte of events costs ${usd(prices.logGigabyte)} in CloudWatch Logs. Changes to keys (DisableKey, ScheduleKeyDeletion, PutKeyPolicy) are always recorded.`,
      }),
    excludeRdsDataApiEvents: z.boolean().default(false).meta({
      description: "Whether the trail excludes read-only RDS Data API events. Write events are always recorded.",
    }),
    dataEvents: z
      .array(dataEvents)
      .default([])
      .meta({
        description: `Data events to record. Only the listed resources are recorded. 100,000 events cost ${usd(prices.dataEvents)}, plus the log group and the storage. The archive buckets are always excluded, because recording a log delivery would cause another delivery.`,
        source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
      }),
    insights: z
      .array(z.enum(["ApiCallRateInsight", "ApiErrorRateInsight"]))
      .refine((types) => new Set(types).size === types.length, "duplicate insight type; remove one")
      .default([])
      .meta({
        description: `CloudTrail Insights types to enable. For each type, AWS charges for every management event that the type analyzes: ${usd(prices.insightEvents)} for 100,000. \`ApiCallRateInsight\` analyzes write events, and \`ApiErrorRateInsight\` analyzes all events. With both types, AWS charges for write events twice. The first results arrive within 36 hours. The detection \`call-volume-unusual\` notifies of the results.`,
        source:
          "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html",
      }),
    logGroupRetentionDays: logRetentionDays.default(365).meta({
      description: `Days that events are kept in CloudWatch Logs, for alarms and for queries of recent events; the archive keeps them longer. A gigabyte costs ${usd(prices.logGigabyte)} once when it is written, and ${usd(prices.logGigabyteMonth)} a month. Security Hub control CloudWatch.16 requires 365.`,
    }),
    notifyDeliveries: z.boolean().default(false).meta({
      description: "Whether CloudTrail publishes a notification to an SNS topic for every delivered log file.",
    }),
    lake: lakeSchema,
  })
  .prefault({})
  .meta({ description: "Organization trail in the management account.", examples: [{ logGroupRetentionDays: 365 }] });
