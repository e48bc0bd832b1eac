import { type Partition, type PartitionName, partitions } from "../partitions";
import { type Overridable, resolutions } from "./overrides";
import { regionsInUse } from "./regions";

/**
 * Regions that an account must enable first (opt-in), with the number of accounts that use each region. The configuration does
 * not contain whether an account enabled a region. AWS refuses every call in a region that the account did not enable.
 */
export function optInRegions(
  config: Overridable & { readonly partition: PartitionName },
): { readonly region: string; readonly accounts: number }[] {
  const { optInRegions: known }: Partition = partitions[config.partition];
  const inactive = new Set(config.accounts.members.filter(({ active }) => !active).map(({ id }) => id));
  const using = resolutions(config).map((one) => ({
    regions: regionsInUse(one.config),
    accounts: one.accountIds.filter((id) => !inactive.has(id)).length,
  }));
  return known
    .map((region) => ({
      region,
      accounts: using.reduce((sum, one) => sum + (one.regions.includes(region) ? one.accounts : 0), 0),
    }))
    .filter(({ accounts }) => accounts > 0);
}
