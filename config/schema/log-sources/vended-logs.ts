import { z } from "zod";
import { prices, usd } from "../prices";

/** What AWS services deliver on their own. */
export const vendedLogSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .meta({
        description: `Whether accounts of the organization may deliver VPC flow logs and Resolver query logs to the service-log archive. Each account pays ${usd(prices.vendedGigabyte)} for a gigabyte of its own, and the log-archive account the storage.`,
      }),
  })
  .prefault({})
  .meta({ description: "Logs that AWS services deliver through `delivery.logs.amazonaws.com`." });
