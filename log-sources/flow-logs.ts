import { z } from "zod";
import type { OptionsOf } from "./options-of";

/** Options of flow logs of VPCs. The configuration and `AccountLogSources` have the same options. */
export const flowLogOptions = z.strictObject({
  trafficType: z
    .enum(["ALL", "ACCEPT", "REJECT"])
    .default("ALL")
    .meta({ description: "Traffic that VPC flow logs record." }),
  maxAggregationSeconds: z
    .union([z.literal(60), z.literal(600)], "expected 60 or 600 seconds")
    .default(600)
    .meta({
      description:
        "Maximum aggregation interval of VPC flow logs, in seconds: 60 or 600. With 60, there are more records.",
    }),
});

export type FlowLogOptions = OptionsOf<typeof flowLogOptions>;
