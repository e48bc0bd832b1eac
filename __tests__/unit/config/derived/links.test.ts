import { consoleUrl } from "../../../../config/derived/links";
import { type PartitionName, partitions } from "../../../../config/partitions";

const partitionNames = Object.keys(partitions) as PartitionName[];

describe("consoleUrl", () => {
  test.each(partitionNames)("uses the host of partition %s and the home region", (partition) => {
    const homeRegion = partitions[partition].defaultRegions[0];

    expect(consoleUrl({ partition, homeRegion }, "athena/home?region={region}#/queries")).toBe(
      `https://${partitions[partition].consoleHost}/athena/home?region=${homeRegion}#/queries`,
    );
  });
});
