import { partitions } from "../../../../config/partitions";
import {
  eventRegions,
  narrowedSources,
  otherGlobalRegions,
  partitionRegions,
  regionsInUse,
  sourceRegions,
  urgentEventRegions,
} from "../../../../config/derived/regions";
import { account } from "../../../../sample-data/values";
import { type Changes, parse, problemsOf } from "../configuration";

describe("the regions in use", () => {
  const home = { homeRegion: "eu-west-1" };

  test.each([
    [
      "the regions in `regions`",
      { regions: ["eu-west-1", "eu-north-1"], recordedRegions: ["eu-west-1"] },
      ["eu-west-1", "eu-north-1"],
    ],
    [
      "recordedRegions, if only recordedRegions is set",
      { recordedRegions: ["eu-west-1", "us-west-2"] },
      ["eu-west-1", "us-west-2"],
    ],
    ["the home region, if neither is set", {}, ["eu-west-1"]],
  ])("the regions in use are %s", (_, changes, expected) => {
    expect(regionsInUse({ ...home, ...changes })).toEqual(expected);
    expect(parse(changes).regions).toEqual(expected);
  });
});

describe("urgent events", () => {
  test.each([
    ["eu-west-1", ["eu-west-1", "us-east-1"], ["us-east-1"]],
    ["us-east-1", ["us-east-1"], []],
  ])(
    "urgent events are forwarded from %s, the home region, and from the region of global services: %j",
    (homeRegion, all, others) => {
      const config = parse({ homeRegion });

      expect(urgentEventRegions(config)).toEqual(all);
      expect(otherGlobalRegions(config)).toEqual(others);
    },
  );

  test("urgent events are forwarded once from each region in use, even without AWS Config", () => {
    const config = parse({ regions: ["eu-west-1", "us-east-1", "eu-north-1"], recordedRegions: ["eu-west-1"] });

    expect(urgentEventRegions(config)).toEqual(["eu-west-1", "us-east-1", "eu-north-1"]);
  });

  test("urgent events are forwarded from both regions of the partition of China", () => {
    const config = { partition: "aws-cn", homeRegion: "cn-north-1" } as const;

    expect(urgentEventRegions(config)).toEqual(["cn-north-1", "cn-northwest-1"]);
    expect(otherGlobalRegions(config)).toEqual(["cn-northwest-1"]);
  });
});

describe("the regions of the tables", () => {
  test.each(partitions.aws.defaultRegions)(
    "the regions of the tables contain us-east-1, where IAM records its events, if the home region is %s",
    (homeRegion) => {
      expect(eventRegions(parse({ homeRegion }))).toEqual([...new Set([homeRegion, "us-east-1"])].toSorted());
    },
  );

  test("the regions of the tables contain the regions of urgent events and the expected regions", () => {
    const config = parse({
      regions: ["eu-west-1", "eu-north-1"],
      "detections.expectedRegions": ["me-south-1", "eu-west-1"],
    });

    expect(eventRegions(config)).toEqual(["eu-north-1", "eu-west-1", "me-south-1", "us-east-1"]);
    expect(urgentEventRegions(config)).not.toContain("me-south-1");
  });

  test.each(["aws", "aws-us-gov", "aws-cn"] as const)(
    "the regions of the tables of partition %s cover the whole partition",
    (partition) => {
      const [homeRegion] = partitions[partition].defaultRegions;
      const every = partitionRegions({ partition });

      expect(every).toEqual([...new Set(every)]);
      expect(eventRegions(parse({ partition, homeRegion })).filter((region) => !every.includes(region))).toEqual([]);
    },
  );
});

const inTwo = { regions: ["eu-west-1", "eu-north-1"] };

describe.each(narrowedSources)("the regions of logSources.%s", (source) => {
  const setting = `logSources.${source}.regions`;
  const on: Changes = source === "securityHubFindings" ? { [`logSources.${source}.mode`]: "eachAccount" } : {};
  const narrowed = (regions: unknown, changes: Changes = inTwo) => ({ ...changes, ...on, [setting]: regions });

  test(`the regions of logSources.${source} are the regions in use by default`, () => {
    expect(sourceRegions(parse(inTwo), source)).toEqual(inTwo.regions);
    expect(sourceRegions(parse({ recordedRegions: inTwo.regions }), source)).toEqual(inTwo.regions);
    expect(sourceRegions(parse({}), source)).toEqual(["eu-west-1"]);
  });

  test.each([[["eu-west-1"]], [["eu-north-1"]], [["eu-north-1", "eu-west-1"]]])(
    `the regions of logSources.${source} may be %j, of two regions in use`,
    (regions) => {
      expect(sourceRegions(parse(narrowed(regions)), source)).toEqual(regions);
    },
  );

  test("change neither another source nor urgent events", () => {
    const config = parse(narrowed(["eu-north-1"]));

    expect(narrowedSources.filter((other) => sourceRegions(config, other).length < 2)).toEqual([source]);
    expect(config.recordedRegions).toEqual(inTwo.regions);
    expect(urgentEventRegions(config)).toEqual(urgentEventRegions(parse(inTwo)));
  });

  test.each([
    ["is not in use", ["eu-west-1", "us-east-1"], "[1]", "us-east-1 is not a region in use; add it to regions, or"],
    ["does not exist", ["eu-west-9"], "[0]", "eu-west-9 is not a region in use; add it to regions, or use one of"],
    ["is not the name of a region", ["Ireland"], "[0]", "expected a region name such as eu-west-1"],
    ["is named twice", ["eu-north-1", "eu-west-1", "eu-north-1"], "[2]", `duplicate of ${setting}[0]; remove one`],
  ])("fail when a region %s", (_, regions, place, message) => {
    expect(problemsOf(narrowed(regions))).toEqual([expect.stringContaining(`${setting}${place}: ${message}`)]);
  });

  test("fail when the list is empty", () => {
    expect(problemsOf(narrowed([]))).toEqual([
      expect.stringContaining(
        `${setting}: expected at least one region; to select every region in use, remove the setting`,
      ),
    ]);
  });

  test(`the regions of logSources.${source} must be in recordedRegions if only recordedRegions is set, or else the home region`, () => {
    expect(problemsOf(narrowed(["eu-north-1"], { recordedRegions: inTwo.regions }))).toEqual([]);
    expect(problemsOf(narrowed(["eu-north-1"], {}))).toEqual([
      expect.stringContaining("eu-north-1 is not a region in use; add it to regions, or use one of eu-west-1"),
    ]);
  });
});

describe("a resource in a region that its log source does not use", () => {
  const vpc = { account: account(1), region: "eu-north-1", ids: ["vpc-0a1b2c3d"] };
  const gateway = { ...vpc, ids: ["tgw-0a1b2c3d"] };
  const logGroup = { name: "/app/payments", regions: ["eu-north-1"] };

  test.each<[string, Changes, string]>([
    ["flowLogs", { vpcs: "listed", listedVpcs: [vpc] }, "listedVpcs[0].region"],
    ["flowLogs", { transitGateways: [gateway] }, "transitGateways[0].region"],
    ["dnsQueryLogs", { vpcs: "listed", listedVpcs: [vpc] }, "listedVpcs[0].region"],
    [
      "sessions",
      { existingDocument: "adopt", adoptedDocuments: [{ account: account(1), region: "eu-north-1" }] },
      "adoptedDocuments[0].region",
    ],
    ["applicationLogs", { enabled: true, logGroups: [logGroup] }, "logGroups[0].regions[0]"],
    ["applicationLogs", { enabled: true, "subscription.existing": [logGroup] }, "subscription.existing[0].regions[0]"],
  ])("fails for %s with %j", (source, changes, place) => {
    const below = Object.entries(changes).map(([path, value]) => [`logSources.${source}.${path}`, value]);
    const settings = { ...inTwo, ...Object.fromEntries(below) };
    const regions = `logSources.${source}.regions`;

    expect(problemsOf(settings)).toEqual([]);
    expect(problemsOf({ ...settings, [regions]: inTwo.regions })).toEqual([]);
    expect(problemsOf({ ...settings, [regions]: ["eu-west-1"] })).toEqual([
      `logSources.${source}.${place}: eu-north-1 is not in ${regions}; add it there, or use one of eu-west-1; got "eu-north-1"`,
    ]);
  });

  test.each([
    ["none", {}],
    ["delegatedAdministrator", { "logSources.securityHubFindings.account": account(1) }],
  ])("causes no problem for findings in the mode %s, which uses no regions", (mode, changes) => {
    const settings = { ...inTwo, ...changes, "logSources.securityHubFindings.mode": mode };

    expect(problemsOf(settings)).toEqual([]);
    expect(problemsOf({ ...settings, "logSources.securityHubFindings.regions": ["eu-west-1"] })).toEqual([
      `logSources.securityHubFindings.mode: regions has an effect only with mode: eachAccount; set mode to eachAccount, or remove regions; got "${mode}"`,
    ]);
  });
});
