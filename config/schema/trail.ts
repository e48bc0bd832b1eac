import { z } from "zod";
import { lakeSchema } from "./lake";
import { prices, usd } from "./prices";

/** Retention periods that CloudWatch Logs accepts, in days. @see PutRetentionPolicy */
export const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const dataEvents = z.strictObject({
  resourceType: z
    .string()
    .regex(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/, "expected a CloudTrail resource type such as AWS::S3::Object")
    .meta({
      description: "CloudTrail's resource type: `AWS::S3::Object`, `AWS::Lambda::Function`, `AWS::DynamoDB::Table`, …",
    }),
  arnPrefixes: z
    .array(
      z
        .string()
        .regex(
          /^arn:aws[a-z-]*:[^\s*?]+$/,
          "expected the beginning of an ARN; wildcards are not accepted by CloudTrail",
        ),
    )
    .min(1, "expected at least one ARN prefix: data events are recorded by allow-list")
    .meta({
      description:
        "Beginnings of the ARNs to record. End a bucket with `/`, else buckets whose names begin alike are recorded too.",
    }),
  access: z.enum(["all", "read", "write"]).default("all").meta({ description: "Which calls to record." }),
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
          "Name of the trail. Default: `<prefix>-organization-trail`. A change would replace the trail, which Terraform refuses while `archive.preventDestroy` is true.",
      }),
    excludeKmsEvents: z
      .boolean()
      .default(false)
      .meta({
        description: `Leaves out the reading KMS events (Decrypt, GenerateDataKey, …), most of a busy organization's events; each gigabyte of them costs ${usd(prices.logGigabyte)} in CloudWatch Logs. Key changes (DisableKey, ScheduleKeyDeletion, PutKeyPolicy) are always recorded.`,
      }),
    excludeRdsDataApiEvents: z
      .boolean()
      .default(false)
      .meta({ description: "Leaves out the reading RDS Data API events. Writing ones are always recorded." }),
    dataEvents: z
      .array(dataEvents)
      .default([])
      .meta({
        description: `Data events to record, by allow-list. 100,000 cost ${usd(prices.dataEvents)}, beside the log group and the storage. The archive's own buckets are always left out: recording their writes would write again.`,
        source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
      }),
    insights: z
      .array(z.enum(["ApiCallRateInsight", "ApiErrorRateInsight"]))
      .refine((types) => new Set(types).size === types.length, "name each insight type once")
      .default([])
      .meta({
        description: `CloudTrail Insights to switch on. Each is charged for every management event it analyses, ${usd(prices.insightEvents)} for 100,000: the first the writing ones, the second all, so both count the writing ones twice. The first results take up to 36 hours. What they find notifies (\`call-volume-unusual\`).`,
        source:
          "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html",
      }),
    logGroupRetentionDays: z
      .literal(logRetentionDays, `expected one of CloudWatch's retention periods: ${logRetentionDays.join(", ")}`)
      .default(365)
      .meta({
        description: `Days the events stay in CloudWatch Logs, for alarms and fresh questions; the archive keeps them longer. A gigabyte costs ${usd(prices.logGigabyte)} when it is written there, whatever the days, and ${usd(prices.logGigabyteMonth)} a month. Security Hub CloudWatch.16 asks for 365.`,
      }),
    notifyDeliveries: z
      .boolean()
      .default(false)
      .meta({ description: "Whether an SNS topic gets a notice of every delivered log file." }),
    lake: lakeSchema,
  })
  .prefault({})
  .meta({ description: "The organization trail in the management account." });
