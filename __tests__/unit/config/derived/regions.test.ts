import { partitions } from "../../../../config/partitions";
import {
  eventRegions,
  otherGlobalRegions,
  partitionRegions,
  regionsInUse,
  urgentEventRegions,
} from "../../../../config/derived/regions";
import { parse } from "../configuration";

describe("the regions in use", () => {
  const home = { homeRegion: "eu-west-1" };

  test.each([
    [
      "those named",
      { regions: ["eu-west-1", "eu-north-1"], recordedRegions: ["eu-west-1"] },
      ["eu-west-1", "eu-north-1"],
    ],
    [
      "the recorded ones, where only those are named",
      { recordedRegions: ["eu-west-1", "us-west-2"] },
      ["eu-west-1", "us-west-2"],
    ],
    ["the home region, where none is named", {}, ["eu-west-1"]],
  ])("are %s", (_, changes, expected) => {
    expect(regionsInUse({ ...home, ...changes })).toEqual(expected);
    expect(parse(changes).regions).toEqual(expected);
  });
});

describe("urgent events", () => {
  test.each([
    ["eu-west-1", ["eu-west-1", "us-east-1"], ["us-east-1"]],
    ["us-east-1", ["us-east-1"], []],
  ])("are forwarded from the home region %s and from where global services are: %j", (homeRegion, all, others) => {
    const config = parse({ homeRegion });

    expect(urgentEventRegions(config)).toEqual(all);
    expect(otherGlobalRegions(config)).toEqual(others);
  });

  test("are forwarded from each region in use once, also where AWS Config does not record", () => {
    const config = parse({ regions: ["eu-west-1", "us-east-1", "eu-north-1"], recordedRegions: ["eu-west-1"] });

    expect(urgentEventRegions(config)).toEqual(["eu-west-1", "us-east-1", "eu-north-1"]);
  });

  test("of China arise in both of its regions", () => {
    const config = { partition: "aws-cn", homeRegion: "cn-north-1" } as const;

    expect(urgentEventRegions(config)).toEqual(["cn-north-1", "cn-northwest-1"]);
    expect(otherGlobalRegions(config)).toEqual(["cn-northwest-1"]);
  });
});

describe("the regions of the tables", () => {
  test.each(partitions.aws.defaultRegions)(
    "have us-east-1, where IAM's events are, when the home is %s",
    (homeRegion) => {
      expect(eventRegions(parse({ homeRegion }))).toEqual([...new Set([homeRegion, "us-east-1"])].toSorted());
    },
  );

  test("are all that urgent events come from, and those expected beside them", () => {
    const config = parse({
      regions: ["eu-west-1", "eu-north-1"],
      "detections.expectedRegions": ["me-south-1", "eu-west-1"],
    });

    expect(eventRegions(config)).toEqual(["eu-north-1", "eu-west-1", "me-south-1", "us-east-1"]);
    expect(urgentEventRegions(config)).not.toContain("me-south-1");
  });

  test.each(["aws", "aws-us-gov", "aws-cn"] as const)("of partition %s are all of that partition", (partition) => {
    const [homeRegion] = partitions[partition].defaultRegions;
    const every = partitionRegions({ partition });

    expect(every).toEqual([...new Set(every)]);
    expect(eventRegions(parse({ partition, homeRegion })).filter((region) => !every.includes(region))).toEqual([]);
  });
});
