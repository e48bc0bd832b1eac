import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { TerraformIterator } from "cdktf";
import type { Construct } from "constructs";
import { type RegionArguments, inEachRegion } from "../terraform/regions";

/** VPCs of a region: `all` that the account owns there, or those named. */
export type VpcsOfRegion = "all" | readonly string[];

export interface LoggedVpcsProps {
  /** Account that owns the VPCs. */
  readonly accountId: string;

  /** Region of the account's provider. */
  readonly homeRegion: string;

  /** The VPCs by their region. */
  readonly vpcs: ReadonlyMap<string, VpcsOfRegion>;
}

/** A VPC, or each of those that were found. */
export interface LoggedVpc {
  /** Construct id of what is made for it. */
  readonly id: string;
  readonly vpcId: string;

  /** Makes one for each VPC that was found. */
  readonly forEach?: TerraformIterator;
}

/**
 * Builds what each region's VPCs need. All of them are found when Terraform plans, so none has to be known before.
 *
 * @param build gets the region's construct, its VPCs, and the arguments that put a resource there
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
    // A VPC that another account shares is logged by its owner
    filter: [{ name: "owner-id", values: [accountId] }],
    ...regionArguments,
  });
  const forEach = TerraformIterator.fromList(found.ids);
  return { id: "Every", vpcId: forEach.value, forEach };
}
