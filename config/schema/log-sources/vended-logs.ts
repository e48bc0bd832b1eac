import { z } from "zod";
import { prices, usd } from "../prices";

/** Vended logs: logs that AWS services deliver themselves. */
export const vendedLogSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .meta({
        description: `Whether accounts of the organization may deliver VPC flow logs and Resolver query logs to the service-log archive. Each account pays ${usd(prices.vendedGigabyte)} for a gigabyte that it delivers, and the log-archive account pays for the storage.`,
      }),
  })
  .prefault({})
  .meta({ description: "Logs that AWS services deliver through `delivery.logs.amazonaws.com`." });
