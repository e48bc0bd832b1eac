import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { type LoggedVpc, inEachRegionOfVpcs, type VpcsOfRegion } from "../../../../modules/log-delivery/logged-vpcs";
import type { RegionArguments } from "../../../../modules/terraform/regions";
import { synth } from "../../../support/synth";
import { account } from "../../../../sample-data/values";

/** Returns the resources of each region, and the data sources. */
function built(vpcs: Record<string, VpcsOfRegion>) {
  const calls: { path: string; vpcs: readonly LoggedVpc[]; regionArguments: RegionArguments }[] = [];
  const resources = synth((scope) => {
    const props = { accountId: account(3), homeRegion: "eu-west-1", vpcs: new Map(Object.entries(vpcs)) };
    inEachRegionOfVpcs(scope, props, (regional, found, regionArguments) => {
      calls.push({ path: regional.node.path, vpcs: found, regionArguments });
      // Terraform refuses a configuration of data sources alone
      for (const { id, forEach } of found) new Vpc(regional, id, { cidrBlock: "10.0.0.0/16", forEach });
    });
  });
  return { calls, found: resources.data(DataAwsVpcs), made: resources.all(Vpc) };
}

describe("inEachRegionOfVpcs", () => {
  test("finds every VPC that the account owns, in each region separately, when Terraform plans", () => {
    const { found } = built({ "eu-west-1": "all", "us-east-1": "all" });

    expect(found).toHaveLength(2);
    for (const { filter } of found) expect(filter).toEqual([{ name: "owner-id", values: [account(3)] }]);
    expect(found.map(({ region }) => region)).toEqual([undefined, "us-east-1"]);
  });

  test("creates a resource for each found VPC, in its region", () => {
    const { made } = built({ "eu-west-1": "all", "us-east-1": "all" });

    expect(made.map(({ for_each }) => for_each)).toEqual([
      expect.stringMatching(/^\$\{toset\(data\.aws_vpcs\.eu-west-1_Found_[A-Z0-9]+\.ids\)\}$/),
      expect.stringMatching(/^\$\{toset\(data\.aws_vpcs\.us-east-1_Found_[A-Z0-9]+\.ids\)\}$/),
    ]);
  });

  test("looks up no VPC if the VPCs are listed", () => {
    const { calls, found } = built({ "eu-west-1": ["vpc-1", "vpc-2"], "us-east-1": ["vpc-3"] });

    expect(found).toEqual([]);
    expect(calls).toEqual([
      {
        path: "test/eu-west-1",
        vpcs: [
          { id: "vpc-1", vpcId: "vpc-1" },
          { id: "vpc-2", vpcId: "vpc-2" },
        ],
        regionArguments: {},
      },
      { path: "test/us-east-1", vpcs: [{ id: "vpc-3", vpcId: "vpc-3" }], regionArguments: { region: "us-east-1" } },
    ]);
  });

  test("creates no resource without regions", () => {
    expect(built({}).calls).toEqual([]);
  });
});
