import { z } from "zod";

/** What is collected besides the trail. */
export const logSourceSchema = z
  .strictObject({
    config: z
      .strictObject({
        enabled: z.boolean().default(true).meta({
          description:
            "Whether AWS Config records every account. AWS's guide excepts China (Beijing) from delivery to another account.",
        }),
        recordingFrequency: z
          .enum(["CONTINUOUS", "DAILY"])
          .default("CONTINUOUS")
          .meta({ description: "`DAILY` costs less where resources change often." }),
        snapshotFrequency: z
          .enum(["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"])
          .default("TwentyFour_Hours")
          .meta({ description: "How often a snapshot of all resources is delivered." }),
      })
      .prefault({})
      .meta({ description: "AWS Config." }),
    vendedLogs: z
      .strictObject({
        enabled: z.boolean().default(true).meta({
          description:
            "Whether accounts of the organization may deliver VPC flow logs and Resolver query logs to the service-log archive.",
        }),
      })
      .prefault({})
      .meta({ description: "Logs that AWS services deliver through `delivery.logs.amazonaws.com`." }),
  })
  .prefault({})
  .meta({ description: "What is collected besides the trail. What is off may not write to the archive." });
