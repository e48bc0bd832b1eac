import { detections } from "../../detections/catalog";
import { type Override, deployedDetections } from "../../detections/deployed";
import type { Detection } from "../../detections/detection";
import {
  archiveHealth,
  configCopyHealth,
  managementHealth,
  silenceCheckHealth,
  weeklySummaryHealth,
} from "../../detections/health";
import { checkFilterPatternLimits, filterPatternLimits } from "../../detections/filter-pattern/limits";
import { unusualRegion } from "../../detections/unusual-region";
import { watchersTampered } from "../../detections/watchers-tampered";
import { patternProblems } from "../pattern-problems";
import type { DeclaredConfig } from "../schema";
import { unknownRegion } from "./regions";
import { type Problem, type Rule, type SettingPath, entriesOf, repeated } from "./rule";

/** Changes of detections that would change nothing, blind an auditor, or that CloudWatch Logs would refuse. */
export const detectionRules: readonly Rule[] = [
  { reads: ["partition", "homeRegion", "detections.expectedRegions"], problems: regionProblems },
  { reads: ["detections.overrides"], problems: overrideProblems },
  { reads: ["prefix", "access", "trail.name", "detections"], problems: patternLengthProblems },
  { reads: ["detections.own"], problems: ownIdProblems },
  { reads: ["prefix", "access", "trail.name", "detections"], problems: quotaProblems },
];

type Settings = DeclaredConfig["detections"];

interface Declared {
  readonly detection: Detection;
  readonly override: Override;
  readonly path: SettingPath;
}

/** The changes of catalog detections, each with its place. */
const declared = (settings: Settings): Declared[] =>
  detections.flatMap((detection) => {
    const override = settings.overrides[detection.id];
    return override === undefined ? [] : [{ detection, override, path: ["detections", "overrides", detection.id] }];
  });

function regionProblems({ partition, homeRegion, detections: { expectedRegions } }: DeclaredConfig): Problem[] {
  const entries = entriesOf(["detections", "expectedRegions"], expectedRegions);
  const isHomeMissing = expectedRegions.length > 0 && !expectedRegions.includes(homeRegion);
  return [
    ...entries.flatMap(({ path, value }) => unknownRegion(partition, path, value)),
    ...repeated(entries, (first) => `it is ${first} already`),
    ...(isHomeMissing
      ? [{ path: ["detections", "expectedRegions"], message: `add the home region ${homeRegion}: it is in use` }]
      : []),
  ];
}

function overrideProblems({ detections: settings }: DeclaredConfig): Problem[] {
  return declared(settings).flatMap(({ detection, override, path }) => {
    const { severity = detection.severity, threshold, periodSeconds, exclusions } = override;
    const counts = threshold !== undefined || periodSeconds !== undefined;
    const texts = exclusions.map(({ selector, value }, i) => ({
      path: path.concat("exclusions", i),
      value: `${selector} ${value}`,
    }));

    if (detection.track === "compliance" && (counts || exclusions.length > 0 || severity === "watch")) {
      const message =
        "an auditor's tool compares this one to the letter; change the tuned detection, or switch this one off";
      return [{ path, message }];
    }
    if (counts && severity === "watch") {
      return [{ path, message: "watch has no alarm, so no threshold; write severity: notify, or remove it" }];
    }
    return repeated(texts, (first) => `it is ${first} already`);
  });
}

/** The patterns that the configuration makes longer. */
function patternLengthProblems(config: DeclaredConfig): Problem[] {
  const { detections: settings } = config;
  const deployed = new Map(deployedDetections(config).map(({ id, pattern }) => [id, pattern]));
  const changed = [
    { path: ["detections", "expectedRegions"], pattern: deployed.get("unusual-region") },
    ...declared(settings)
      .filter(({ override }) => override.exclusions.length > 0)
      .map(({ detection: { id }, path }) => ({ path: path.concat("exclusions"), pattern: deployed.get(id) })),
  ];
  return changed.flatMap(({ path, pattern }) =>
    pattern === undefined ? [] : patternProblems(pattern).map((message) => ({ path, message })),
  );
}

function ownIdProblems({ detections: { own } }: DeclaredConfig): Problem[] {
  const health = [
    ...managementHealth,
    ...silenceCheckHealth,
    ...weeklySummaryHealth,
    ...archiveHealth,
    ...configCopyHealth,
  ];
  const made = [unusualRegion([]), watchersTampered({ prefix: "", deployRoleNames: [] })];
  const known = [...detections, ...made, ...health].map(({ id }) => id);
  const ids = own.map(({ id }, i) => ({ path: ["detections", "own", i, "id"], value: id }));
  const taken = known.map((id) => ({ path: ["the catalog"], value: id }));
  return repeated([...taken, ...ids], (first) => `the id names a metric and an alarm; it is in ${first} already`);
}

function quotaProblems(config: DeclaredConfig): Problem[] {
  const deployed = deployedDetections(config);
  const path = ["detections"];
  const { patterns, patternsWithRegex } = filterPatternLimits;
  const excess = deployed.length - patterns;
  // Reading all of them takes long, and a regular expression stands between percent signs
  const candidates = deployed.map(({ pattern }) => pattern).filter((pattern) => pattern.includes("%"));
  const crowded = checkFilterPatternLimits(candidates).some((problem) => problem.endsWith("a log group may have 5"));

  return [
    ...(excess > 0 ? [{ path, message: tooMany(deployed, excess) }] : []),
    ...(crowded
      ? [{ path, message: `a log group takes ${patternsWithRegex} patterns with regular expressions; write fewer` }]
      : []),
  ];
}

const loudness = ["watch", "notify", "page"];

/** Names what could go, the quietest first; what an auditor asks for is never among it. */
function tooMany(deployed: readonly Detection[], excess: number): string {
  const quietest = deployed
    .filter(({ track }) => track === "pager")
    .toSorted((a, b) => loudness.indexOf(a.severity) - loudness.indexOf(b.severity))
    .slice(0, excess + 2)
    .map(({ id }) => id);
  return (
    `${deployed.length} detections, and a log group takes ${filterPatternLimits.patterns} metric filters; ` +
    `switch ${excess} off (detections.overrides.<id>.off), the quietest are ${quietest.join(", ")}`
  );
}
