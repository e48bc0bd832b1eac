import { partitionOf } from "../../../../aws-semantics/values/partition-of";
import { type Partition, partitions } from "../../../../config/partitions";

test("partitionOf returns the partition of every region in the configuration", () => {
  const known: readonly (readonly [string, Partition])[] = Object.entries(partitions);
  for (const [name, { dnsSuffix, defaultRegions, optInRegions }] of known) {
    const regions = [...defaultRegions, ...optInRegions];

    expect(regions.length).toBeGreaterThan(1);
    expect(regions.map(partitionOf)).toEqual(regions.map(() => ({ name, dnsSuffix })));
  }
});
