import { EC2Client, paginateDescribeVpcs } from "@aws-sdk/client-ec2";
import { everyItem } from "../aws-reader/answers";
import type { Attributes } from "../../terraform-types/columns/attributes";
import type { DeployedRegion } from "./deployed-region";

/** Ids that a resource in Terraform applies to: the id that it names, or with `for_each` the ids of all VPCs in the region. */
export async function recordedIds(
  id: string,
  { for_each: forEach }: Attributes,
  deployed: DeployedRegion,
): Promise<string[]> {
  if (forEach === undefined || !/^<.*>$/.test(id)) return [id];
  const pages = paginateDescribeVpcs({ client: deployed.client(EC2Client) }, {});
  return (await everyItem(pages, ({ Vpcs }) => Vpcs)).map(({ VpcId = "" }) => VpcId);
}
