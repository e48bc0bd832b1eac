import { z } from "zod";
import { applicationLogOptions } from "../../../log-sources/application-logs";
import { accountId, logGroupName, logRetentionDays } from "../fields";
import { prices, usd } from "../prices";
import { sourceRegions } from "./source-regions";

const scope = {
  accounts: z
    .array(accountId)
    .min(1, "expected at least one account; to select every account, remove the setting")
    .optional()
    .meta({ description: "Accounts of the log group. Default: every account." }),
  regions: sourceRegions.meta({
    description: "Regions of the log group: a subset of the regions of this source. Default: all of them.",
  }),
};

const subscriptionSchema = z
  .strictObject({
    mode: z
      .enum(["none", "listed", "prefixes", "all"])
      .default("listed")
      .meta({
        description: `Log groups that are delivered to the archive. \`none\`: none. \`listed\`: \`logGroups\` and \`existing\`. \`prefixes\`: \`logGroups\` and log groups whose names begin with one of \`prefixes\`. \`all\`: all log groups of an account, including those created later. A gigabyte costs ${usd(prices.firehoseGigabyte)} to deliver.`,
        source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters-AccountLevel.html",
      }),
    existing: z
      .array(z.strictObject({ name: logGroupName.meta({ description: "Name of the log group." }), ...scope }))
      .default([])
      .meta({
        description: "With `listed`: existing log groups to deliver. Only a subscription filter is added to them.",
      }),
    prefixes: z.array(logGroupName).default([]).meta({
      description:
        "With `prefixes`: prefixes of log group names. Terraform looks for these log groups in each apply. A log group that is created later is delivered after the next apply.",
    }),
    excluded: z.array(logGroupName).default([]).meta({
      description:
        "With `all` and `prefixes`: full names of log groups that are not delivered. The log groups of the deliveries, the sessions and the trail are always excluded. With `prefixes`, list log groups that cannot have another subscription filter: those of a class other than Standard, and those with two filters.",
    }),
  })
  .prefault({})
  .meta({
    description:
      "Selection of the delivered log groups. A log group can have at most two subscription filters in total.",
  });

/** Log groups of applications, and their delivery to the archive. */
export const applicationLogSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether to create log groups for applications and deliver them to the archive. Each account and region of this source gets a KMS key (${usd(prices.keyMonth)} a month), a Firehose stream and a log group for delivery errors.`,
        source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample",
      }),
    regions: sourceRegions,
    logGroups: z
      .array(
        z.strictObject({
          name: logGroupName.meta({ description: "Name of the log group, such as `/aws/lambda/payments`." }),
          retentionDays: logRetentionDays
            .default(90)
            .meta({ description: "Days that log events are kept in the account; the archive keeps them longer." }),
          ...scope,
        }),
      )
      .default([])
      .meta({
        description: `Log groups to create, encrypted with a KMS key of the account and region. A gigabyte costs ${usd(prices.logGigabyte)} when it is written, and ${usd(prices.logGigabyteMonth)} for each month it is kept.`,
      }),
    subscription: subscriptionSchema,
    partitions: z
      .enum(["date", "logGroup"])
      .default("date")
      .meta({
        description: `Folders in the archive. \`date\`: one folder for each day. \`logGroup\`: one folder for each day and log group; it costs ${usd(prices.partitionedGigabyte)} a gigabyte, and each account and region can have at most 500 active log groups. A change of this setting replaces every Firehose stream. Logs that a stream has not yet written are lost.`,
        source: "https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html",
      }),
    bufferMegabytes: applicationLogOptions.shape.bufferMegabytes,
    bufferSeconds: applicationLogOptions.shape.bufferSeconds,
    maskedDataIdentifiers: applicationLogOptions.shape.maskedDataIdentifiers.meta({
      description: `Data identifiers that are masked in the log groups that this project creates, for readers without \`logs:Unmask\`, and in the archive. Masked data in the archive cannot be recovered. With \`mode: all\`, the first messages of a new log group may be delivered before the masking applies. A gigabyte costs ${usd(prices.maskedGigabyte)}.`,
      source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-managed-data-identifiers.html",
    }),
  })
  .prefault({})
  .meta({ description: "Logs of applications in CloudWatch Logs." });
