import { z } from "zod";
import { accountId } from "../fields";
import { prices, usd } from "../prices";
import { logRetentionDays } from "../trail";
import { sourceRegions } from "./source-regions";

const logGroupName = z
  .string()
  .regex(/^[\w./#-]{1,512}$/, "expected the name of a log group: 1 to 512 letters, digits or any of . - _ / #");

const place = {
  accounts: z
    .array(accountId)
    .min(1, "expected at least one account; leave it out for every account")
    .optional()
    .meta({ description: "Accounts that have it. Default: every account." }),
  regions: sourceRegions.meta({
    description: "Regions that have it, some of this source. Default: all of them.",
  }),
};

/** Kinds of data that CloudWatch Logs knows in every country; the others are named with a country. */
const everywhere = [
  "Address",
  "AwsSecretKey",
  "CreditCardExpiration",
  "CreditCardNumber",
  "CreditCardSecurityCode",
  "EmailAddress",
  "IpAddress",
  "LatLong",
  "Name",
  "OpenSshPrivateKey",
  "PgpPrivateKey",
  "PkcsPrivateKey",
  "PuttyPrivateKey",
  "VehicleIdentificationNumber",
];

const dataIdentifier = z
  .string()
  .regex(
    new RegExp(`^(?:${everywhere.join("|")}|[A-Z][A-Za-z]+-[A-Z]{2})$`),
    `expected ${everywhere.join(", ")}, or a kind with its country such as DriversLicense-US`,
  );

const subscriptionSchema = z
  .strictObject({
    mode: z
      .enum(["none", "listed", "prefixes", "all"])
      .default("listed")
      .meta({
        description: `Which log groups are delivered to the archive: none; those of \`logGroups\` and \`existing\`; those of \`logGroups\` and what begins with one of \`prefixes\`; or all of an account, also those made later. A gigabyte costs ${usd(prices.firehoseGigabyte)} to deliver.`,
        source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters-AccountLevel.html",
      }),
    existing: z
      .array(z.strictObject({ name: logGroupName.meta({ description: "Name of the log group." }), ...place }))
      .default([])
      .meta({ description: "With `listed`: log groups that exist and stay as they are." }),
    prefixes: z.array(logGroupName).default([]).meta({
      description:
        "With `prefixes`: beginnings of names. They are looked for with each deployment; what is made later is subscribed with the next.",
    }),
    excluded: z.array(logGroupName).default([]).meta({
      description:
        "With `all` and `prefixes`: log groups that are never delivered, by their whole names. Those of the deliveries, the sessions and the trail never are anyway. With `prefixes`, name what takes no subscription: a group of another class than Standard, or with two filters already.",
    }),
  })
  .prefault({})
  .meta({ description: "What is delivered. Each log group may have two subscription filters, whoever made them." });

/** Log groups of applications, and their way into the archive. */
export const applicationLogSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether log groups of applications are made and delivered to the archive. Each account and region of this source gets a key, ${usd(prices.keyMonth)} a month, a stream and a log group for its errors.`,
        source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample",
      }),
    regions: sourceRegions,
    logGroups: z
      .array(
        z.strictObject({
          name: logGroupName.meta({ description: "Name, such as `/aws/lambda/payments`." }),
          retentionDays: z
            .literal(logRetentionDays, `expected one of CloudWatch's retention periods: ${logRetentionDays.join(", ")}`)
            .default(90)
            .meta({ description: "Days that log events are kept in the account; the archive keeps them longer." }),
          ...place,
        }),
      )
      .default([])
      .meta({
        description: `Log groups to make, encrypted with a key of the account and region. A gigabyte costs ${usd(prices.logGigabyte)} when it is written, and ${usd(prices.logGigabyteMonth)} for each month it is kept.`,
      }),
    subscription: subscriptionSchema,
    partitions: z
      .enum(["date", "logGroup"])
      .default("date")
      .meta({
        description: `Folders of the archive: one for each day, or below it one for each log group. The latter costs ${usd(prices.partitionedGigabyte)} a gigabyte and has room for 500 log groups at a time in each account and region. Another choice makes every stream anew; what it had not yet written is lost.`,
        source: "https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html",
      }),
    bufferMegabytes: z
      .int("expected a whole number of MiB")
      .min(1, "expected 1 MiB or more")
      .max(128, "expected 128 MiB or less")
      .default(64)
      .meta({ description: "Most that is gathered before an object is written, in MiB: 1 to 128." }),
    bufferSeconds: z
      .int("expected a whole number of seconds")
      .min(60, "expected 60 seconds or more")
      .max(900, "expected 900 seconds or less")
      .default(300)
      .meta({ description: "Longest that is waited before an object is written, in seconds: 60 to 900." }),
    maskedDataIdentifiers: z.array(dataIdentifier).default([]).meta({
      description:
        "Kinds of data that are masked in the log groups made here: for readers without `logs:Unmask`, and in the archive. What is masked there cannot be brought back. With `mode: all` the first messages of a new log group may be delivered before its masks are in place.",
      source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-managed-data-identifiers.html",
    }),
  })
  .prefault({})
  .meta({ description: "Logs of applications in CloudWatch Logs." });
