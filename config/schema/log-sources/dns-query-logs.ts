import { z } from "zod";
import { prices } from "../prices";
import { vpcChoice } from "./vpc-choice";

/** Query logs of Route 53 Resolver. */
export const dnsLogSchema = z
  .strictObject(vpcChoice(prices.vendedGigabyte))
  .prefault({})
  .meta({
    description:
      "Query logs of Route 53 Resolver: the DNS names that resources in VPCs look up. They require `vendedLogs`.",
    examples: [{ vpcs: "all" }],
  });
