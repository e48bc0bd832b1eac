import { z } from "zod";
import { prices, usd } from "./prices";

/** CloudTrail Lake, for those who use it already. */
export const lakeSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether an event data store in the management account takes the events of the organization, those the trail records. A gigabyte costs ${usd(prices.lakeGigabyte)} or, with \`FIXED_RETENTION_PRICING\`, ${usd(prices.lakeSevenYearGigabyte)}.`,
      }),
    usedBeforeItClosed: z.boolean().default(false).meta({
      description:
        "Says that this organization used CloudTrail Lake before 2026-05-31. AWS lets nobody in who comes later, so `enabled` is refused without it.",
      source:
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-service-availability-change.html",
    }),
    billingMode: z
      .enum(["EXTENDABLE_RETENTION_PRICING", "FIXED_RETENTION_PRICING"])
      .default("EXTENDABLE_RETENTION_PRICING")
      .meta({
        description: `How it is charged: \`EXTENDABLE_RETENTION_PRICING\` holds a year for ${usd(prices.lakeGigabyte)} a gigabyte and lets you pay for more, \`FIXED_RETENTION_PRICING\` holds seven years for ${usd(prices.lakeSevenYearGigabyte)}. AWS changes a store from the second to the first, and not back.`,
      }),
    retentionDays: z
      .int("expected a whole number of days")
      .min(7, "expected 7 days or more, the least an event data store keeps")
      .max(3653, "expected 3,653 days or less, the most an event data store keeps")
      .default(366)
      .meta({
        description: `Days an event is kept, from the time it happened; 2,557 at most with \`FIXED_RETENTION_PRICING\`. With the other, a gigabyte costs ${usd(prices.lakeGigabyteMonth)} for each month beyond a year. The archive keeps events regardless.`,
      }),
  })
  .prefault({})
  .meta({
    description:
      "CloudTrail Lake. Its key is made for it alone and can never be changed or removed: without it nothing in the store can be read. `archive.preventDestroy` protects both.",
  });
