import { z } from "zod";

/** AWS Config in every account. */
export const configSchema = z
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
  .meta({ description: "AWS Config." });
