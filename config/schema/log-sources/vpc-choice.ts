import { z } from "zod";
import { forms } from "../../../aws-semantics/values/forms";
import { accountId, regionName } from "../fields";
import { usd } from "../prices";
import { sourceRegions } from "./source-regions";

const vpcId = z
  .string()
  .regex(forms.vpcId.pattern, forms.vpcId.expected)
  .meta({ examples: ["vpc-0a1b2c3d4e5f67890"] });

/** VPCs of one account and region. */
const vpcsOfRegion = z.strictObject({
  account: accountId.meta({ description: "Account that owns the VPCs, in quotes." }),
  region: regionName.meta({ description: "Region of the VPCs: one of the regions of this source." }),
  ids: z.array(vpcId).min(1, "expected at least one VPC").meta({ description: "Ids of the VPCs." }),
});

/**
 * Settings that select the VPCs to log. Flow logs and query logs have the same settings.
 *
 * @param gigabyte dollars that AWS charges for a gigabyte of these logs
 */
export const vpcChoice = (gigabyte: number) => ({
  vpcs: z
    .enum(["none", "all", "listed"])
    .default("none")
    .meta({
      description: `VPCs that are logged. \`all\`: the VPCs that Terraform finds in each account and region of the source when it plans; a VPC that is created later is logged after the next apply. \`listed\`: the VPCs of \`listedVpcs\`. A gigabyte costs ${usd(gigabyte)} to deliver.`,
    }),
  regions: sourceRegions,
  listedVpcs: z.array(vpcsOfRegion).default([]).meta({ description: "VPCs that `vpcs: listed` logs." }),
  exceptAccounts: z.array(accountId).default([]).meta({ description: "Accounts that `vpcs: all` excludes." }),
});
