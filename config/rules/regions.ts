import { minVersion } from "semver";
import { type Partition, partitions } from "../partitions";
import { narrowedSources, regionsInUse } from "../derived/regions";
import { regionHint } from "../region-hint";
import type { DeclaredConfig } from "../schema/declared";
import { unusedRegion } from "./account-and-region";
import { type Problem, type Rule, type SettingPath, entriesOf, repeatedValues } from "./rule";

/** Settings that limit a log source to some of the regions in use. */
const narrowings: Readonly<Record<string, (config: DeclaredConfig) => readonly string[] | undefined>> = {
  recordedRegions: ({ recordedRegions }) => recordedRegions,
  ...Object.fromEntries(
    narrowedSources.map((source) => [
      `logSources.${source}.regions`,
      ({ logSources }: DeclaredConfig) => logSources[source].regions,
    ]),
  ),
};

/** Rejects unknown regions, impossible home regions, and regions that the configured provider does not support. */
export const regionRules: readonly Rule[] = [
  { reads: ["partition", "homeRegion"], problems: homeRegionProblems },
  {
    reads: ["partition", "homeRegion", "regions"],
    problems: (config) => listProblems(config, "regions"),
    ofAccounts: true,
  },
  {
    reads: ["partition", "homeRegion", "recordedRegions"],
    problems: (config) => listProblems(config, "recordedRegions"),
    ofAccounts: true,
  },
  ...Object.entries(narrowings).map(([setting, regionsOf]) => ({
    reads: ["homeRegion", "regions", "recordedRegions", setting],
    problems: (config: DeclaredConfig) => narrowingProblems(config, setting.split("."), regionsOf(config) ?? []),
    ofAccounts: true,
  })),
  { reads: ["partition", "backend"], problems: backendRegionProblems },
  { reads: ["homeRegion", "regions", "recordedRegions", "providerVersion"], problems: providerVersionProblems },
];

function homeRegionProblems({ partition, homeRegion }: DeclaredConfig): Problem[] {
  const { defaultRegions, optInRegions }: Partition = partitions[partition];
  if (defaultRegions.includes(homeRegion)) return [];
  const message = optInRegions.includes(homeRegion)
    ? `accounts that have not opted in to this region could not deliver their logs; use one of ${defaultRegions.join(", ")}`
    : `not a region of partition ${partition}${regionHint(homeRegion) || `; use one of ${defaultRegions.join(", ")}`}`;
  return [{ path: ["homeRegion"], message }];
}

/** Reasons why a list of regions must contain the home region. */
const homeReasons = {
  regions: "the trail and the archive are there",
  recordedRegions: "users and roles are recorded there",
};

/** Problems of a list of regions that do not depend on other settings. */
function listProblems(config: DeclaredConfig, setting: keyof typeof homeReasons): Problem[] {
  const { partition, homeRegion, [setting]: regions } = config;
  if (regions === undefined) return [];
  const entries = entriesOf([setting], regions);
  const message = `must contain the home region, because ${homeReasons[setting]}; add ${homeRegion}`;
  return [
    ...entries.flatMap(({ path, value }) => unknownRegion(partition, path, value)),
    ...(setting === "regions" ? repeatedRegions(entries) : []),
    ...(regions.includes(homeRegion) ? [] : [{ path: [setting], message }]),
  ];
}

/** The regions of a log source must be regions in use. */
function narrowingProblems(config: DeclaredConfig, setting: SettingPath, regions: readonly string[]): Problem[] {
  const entries = entriesOf(setting, regions);
  return [...entries.flatMap(({ path, value }) => unusedRegion(config, path, value)), ...repeatedRegions(entries)];
}

const repeatedRegions = (entries: readonly { readonly path: SettingPath; readonly value: string }[]): Problem[] =>
  repeatedValues(entries);

function backendRegionProblems({ partition, backend }: DeclaredConfig): Problem[] {
  return backend.type === "s3" ? unknownRegion(partition, ["backend", "region"], backend.region) : [];
}

/** A problem if the partition has no such region. */
export function unknownRegion(
  partition: DeclaredConfig["partition"],
  path: Problem["path"],
  region: string,
): Problem[] {
  const { defaultRegions, optInRegions }: Partition = partitions[partition];
  if ([...defaultRegions, ...optInRegions].includes(region)) return [];
  const hint = regionHint(region) || "; if it is a new region of AWS, add it to config/partitions.ts";
  const message = `not a region of partition ${partition}${hint}`;
  return [{ path, message }];
}

/** Oldest version of the AWS provider that the tests use. */
const oldestProvider = "5.100.0";

function providerVersionProblems(config: DeclaredConfig): Problem[] {
  const { homeRegion, providerVersion } = config;
  if (providerVersion === undefined) return [];
  const path = ["providerVersion"];
  const lowest = minVersion(semverRange(providerVersion));
  if (lowest === null) return [{ path, message: "no version can satisfy this constraint; use ~> 6.25" }];

  const otherRegion = regionsInUse(config).find((region) => region !== homeRegion);
  if (otherRegion !== undefined && lowest.major < 6) {
    const message = `region ${otherRegion} is not the home region and needs version 6 of the AWS provider; use ~> 6.25`;
    return [{ path, message }];
  }
  return lowest.compare(oldestProvider) < 0
    ? [
        {
          path,
          message: `allows version ${lowest.version}, and the oldest supported AWS provider is ${oldestProvider}; require ${oldestProvider} or later`,
        },
      ]
    : [];
}

/** A Terraform version constraint in the syntax of semver: `~> 6.25` is `^6.25`, and `~> 6.25.1` is `~6.25.1`. */
function semverRange(constraint: string): string {
  return constraint
    .split(",")
    .map((part) => {
      const [, operator = "", version = ""] = /^\s*(\D*?)\s*(\d.*?)\s*$/.exec(part) ?? [];
      const [major = "0", minor = "0", patch = "0"] = version.split(".");
      const exact = `${major}.${minor}.${patch}`;
      if (operator !== "~>") return `${operator}${exact}`;
      return version.split(".").length === 3
        ? `>=${exact} <${major}.${Number(minor) + 1}.0`
        : `>=${exact} <${Number(major) + 1}.0.0`;
    })
    .join(" ");
}
