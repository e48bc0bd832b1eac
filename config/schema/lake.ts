import { z } from "zod";
import { prices, usd } from "./prices";

/** CloudTrail Lake, only for organizations that already use it. */
export const lakeSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether an event data store in the management account stores the events that the trail records. A gigabyte costs ${usd(prices.lakeGigabyte)}, or ${usd(prices.lakeSevenYearGigabyte)} with \`FIXED_RETENTION_PRICING\`.`,
      }),
    existingCustomer: z.boolean().default(false).meta({
      description:
        "Whether this organization used CloudTrail Lake before 2026-05-31. AWS accepts no new customers since then, so `enabled: true` requires `true` here.",
      source:
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-service-availability-change.html",
    }),
    billingMode: z
      .enum(["EXTENDABLE_RETENTION_PRICING", "FIXED_RETENTION_PRICING"])
      .default("EXTENDABLE_RETENTION_PRICING")
      .meta({
        description: `Pricing option. \`EXTENDABLE_RETENTION_PRICING\` includes one year for ${usd(prices.lakeGigabyte)} a gigabyte, and you can pay for more. \`FIXED_RETENTION_PRICING\` includes seven years for ${usd(prices.lakeSevenYearGigabyte)} a gigabyte. You can change a store from fixed to extendable, but not back.`,
      }),
    retentionDays: z
      .int("expected a whole number of days")
      .min(7, "expected 7 days or more, the minimum retention of an event data store")
      .max(3653, "expected 3,653 days or fewer, the maximum retention of an event data store")
      .default(366)
      .meta({
        description: `Days that an event is kept, counted from when it happened; at most 2,557 with \`FIXED_RETENTION_PRICING\`. With \`EXTENDABLE_RETENTION_PRICING\`, a gigabyte costs ${usd(prices.lakeGigabyteMonth)} for each month after the first year. The archive keeps the events independently of this.`,
      }),
  })
  .prefault({})
  .meta({
    description:
      "CloudTrail Lake. The event data store has its own KMS key. You cannot change or remove this key, because the stored events cannot be read without it. `archive.preventDestroy` protects the store and the key.",
  });
