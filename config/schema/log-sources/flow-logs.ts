import { z } from "zod";
import { forms } from "../../../aws-semantics/values/forms";
import { flowLogOptions } from "../../../log-sources/flow-logs";
import { accountId, regionName } from "../fields";
import { prices, usd } from "../prices";
import { vpcChoice } from "./vpc-choice";

const transitGatewayId = z
  .string()
  .regex(forms.transitGatewayId.pattern, forms.transitGatewayId.expected)
  .meta({ examples: ["tgw-0a1b2c3d4e5f67890"] });

/** Dollars for a gigabyte of flow logs: its delivery, and its conversion to Parquet. */
const flowLogGigabyte = prices.vendedGigabyte + prices.parquetGigabyte;

/** VPC flow logs, and flow logs of transit gateways. */
export const flowLogSchema = z
  .strictObject({
    ...vpcChoice(flowLogGigabyte),
    fields: z.enum(["default", "extended", "everything"]).default("extended").meta({
      description:
        "Fields of a record, the same in the whole organization. `default`: the fields of version 2. `extended`: the fields of versions 2 to 5. `everything`: also the ECS fields and the reason of rejected traffic. A change of this setting replaces every flow log. The ECS fields require additional permissions of the role that deploys.",
    }),
    ...flowLogOptions.shape,
    transitGateways: z
      .array(
        z.strictObject({
          account: accountId.meta({ description: "Account that owns the transit gateways, in quotes." }),
          region: regionName.meta({
            description: "Region of the transit gateways: one of the regions of this source.",
          }),
          ids: z
            .array(transitGatewayId)
            .min(1, "expected at least one transit gateway")
            .meta({ description: "Ids of the transit gateways." }),
        }),
      )
      .default([])
      .meta({
        description: `Transit gateways with flow logs. AWS always logs all fields and all traffic, with one record a minute. A gigabyte costs ${usd(flowLogGigabyte)} to deliver.`,
      }),
  })
  .prefault({})
  .meta({ description: "Flow logs, in Parquet format. They require `vendedLogs`.", examples: [{ vpcs: "all" }] });
