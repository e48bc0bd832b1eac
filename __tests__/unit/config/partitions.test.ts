import { type Partition, partitions } from "../../../config/partitions";
import { parse, problemsOf } from "./configuration";

const all: [string, Partition][] = Object.entries(partitions);
const regionsOf = ({ defaultRegions, optInRegions }: Partition) => [...defaultRegions, ...optInRegions];

describe("the partitions", () => {
  test("the partitions are AWS's three public partitions", () => {
    expect(Object.keys(partitions).toSorted()).toEqual(["aws", "aws-cn", "aws-us-gov"]);
  });

  test("share no region, and list each region once", () => {
    const regions = all.flatMap(([, partition]) => regionsOf(partition));

    expect(regions.toSorted()).toEqual([...new Set(regions)].toSorted());
  });

  test.each([
    ["aws", /^(?!us-gov-|cn-)/],
    ["aws-us-gov", /^us-gov-/],
    ["aws-cn", /^cn-/],
  ] as const)("%s lists only regions of its own partition", (name, own) => {
    for (const region of regionsOf(partitions[name])) expect(region).toMatch(own);
  });

  test.each([
    ["aws", "amazonaws.com", "console.aws.amazon.com"],
    ["aws-us-gov", "amazonaws.com", "console.amazonaws-us-gov.com"],
    ["aws-cn", "amazonaws.com.cn", "console.amazonaws.cn"],
  ] as const)("%s has the domain %s and the console host %s", (name, dnsSuffix, consoleHost) => {
    expect(partitions[name]).toMatchObject({ dnsSuffix, consoleHost });
  });
});

describe("the default regions of partition aws", () => {
  // https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
  const fromTheStart = [
    ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
    ["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3"],
    ["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
  ].flat();

  test("the default regions of partition aws are the regions that AWS opened before it introduced opt-in", () => {
    expect([...partitions.aws.defaultRegions].toSorted()).toEqual(fromTheStart.toSorted());
  });

  test.each(partitions.aws.optInRegions)(
    "the default regions of partition aws do not contain %s, which can be recorded but cannot be the home region",
    (region) => {
      expect(parse({ recordedRegions: ["eu-west-1", region] }).recordedRegions).toContain(region);
      expect(problemsOf({ homeRegion: region })).toEqual([expect.stringMatching(/^homeRegion: .*opted in/)]);
    },
  );
});

describe.each(["aws-us-gov", "aws-cn"] as const)("partition %s", (name) => {
  test("has two regions, which every account has by default", () => {
    expect(partitions[name].defaultRegions).toHaveLength(2);
    expect(partitions[name].optInRegions).toHaveLength(0);
  });
});

test.each([
  ["aws", ["us-east-1"]],
  ["aws-us-gov", ["us-gov-west-1"]],
  ["aws-cn", ["cn-north-1", "cn-northwest-1"]],
] as const)("global services of %s record their events in %j, a default region", (name, regions) => {
  const { globalEventRegions, defaultRegions }: Partition = partitions[name];

  expect(globalEventRegions).toEqual(regions);
  expect(globalEventRegions.filter((region) => !defaultRegions.includes(region))).toEqual([]);
});
