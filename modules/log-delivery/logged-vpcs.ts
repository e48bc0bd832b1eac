import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { TerraformIterator } from "cdktf";
import type { Construct } from "constructs";
import { type RegionArguments, inEachRegion } from "../terraform/regions";
import { forms } from "../../aws-semantics/values/forms";
import { type InputProblem, eachFormed, checkForm } from "../input/input";

/** VPCs of a region: `all` VPCs that the account owns there, or a list of ids. */
export type VpcsOfRegion = "all" | readonly string[];

export interface LoggedVpcsProps {
  /** Account that owns the VPCs. */
  readonly accountId: string;

  /** Region of the account's provider. */
  readonly homeRegion: string;

  /** The VPCs by their region. */
  readonly vpcs: ReadonlyMap<string, VpcsOfRegion>;
}

/** One VPC, or each VPC that a data source finds. */
export interface LoggedVpc {
  /** Construct id of the resources for this VPC. */
  readonly id: string;
  readonly vpcId: string;

  /** Iterator over the found VPCs: Terraform creates one resource for each. */
  readonly forEach?: TerraformIterator;
}

/**
 * Creates resources for the VPCs of each region. With `all`, Terraform finds the VPCs when it plans.
 *
 * @param build receives the region's construct, its VPCs, and the region arguments of a resource
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html
 */
export function inEachRegionOfVpcs(
  scope: Construct,
  { accountId, homeRegion, vpcs }: LoggedVpcsProps,
  build: (regional: Construct, vpcs: readonly LoggedVpc[], regionArguments: RegionArguments) => void,
): void {
  inEachRegion(scope, { homeRegion, regions: [...vpcs.keys()] }, (regional, regionArguments, region) => {
    const chosen = vpcs.get(region) ?? [];
    const named = (id: string): LoggedVpc => ({ id, vpcId: id });
    build(
      regional,
      chosen === "all" ? [everyVpc(regional, accountId, regionArguments)] : chosen.map(named),
      regionArguments,
    );
  });
}

function everyVpc(regional: Construct, accountId: string, regionArguments: RegionArguments): LoggedVpc {
  const found = new DataAwsVpcs(regional, "Found", {
    // Only the owner of a shared VPC logs the VPC
    filter: [{ name: "owner-id", values: [accountId] }],
    ...regionArguments,
  });
  const forEach = TerraformIterator.fromList(found.ids);
  return { id: "Every", vpcId: forEach.value, forEach };
}

/** Regions and VPC ids with an invalid form, which EC2 could not find. */
export function vpcProblems({ accountId, homeRegion, vpcs }: LoggedVpcsProps): InputProblem[] {
  return [
    checkForm("accountId", accountId, forms.accountId),
    checkForm("homeRegion", homeRegion, forms.region),
    ...eachFormed("vpcs: regions", [...vpcs.keys()], forms.region),
    ...[...vpcs].flatMap(([region, ids]) => (ids === "all" ? [] : eachFormed(`vpcs: ${region}`, ids, forms.vpcId))),
  ];
}
