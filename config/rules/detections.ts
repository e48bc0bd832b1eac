import { detections } from "../../detections/catalog/all";
import type { Override } from "../../detections/deployed";
import type { Detection } from "../../detections/detection";
import { pipelineChecks } from "../../detections/pipeline-checks";
import { featureChecks } from "../../features/checks";
import { callVolumeUnusual } from "../../detections/catalog/call-volume-unusual";
import { countWithRegex, filterPatternLimits } from "../../aws-semantics/filter-pattern/limits";
import { unusualRegion } from "../../detections/catalog/unusual-region";
import { complexityProblemOf } from "../../detections/urgent-events";
import { alertingTampered } from "../../detections/catalog/alerting-tampered";
import { queryFailureKinds } from "../../detections/query-failures";
import { failedLakehouseRun } from "../../detections/run-failures";
import { detectionsOf } from "../derived/detections-of";
import { patternProblems } from "../schema/pattern-problems";
import type { DeclaredConfig } from "../schema/declared";
import { unknownRegion } from "./regions";
import { type Problem, type Rule, type SettingPath, entriesOf, nameReads, repeatedValues } from "./rule";

/** Settings from which the deployed detections are built. */
const sources = [...nameReads, "access", "detections", "regions", "recordedRegions"];

/** Rejects settings of detections without effect, duplicate ids, and detections that exceed a limit of CloudWatch Logs or EventBridge. */
export const detectionRules: readonly Rule[] = [
  { reads: ["partition", "detections.expectedRegions"], problems: regionProblems },
  { reads: ["detections.overrides"], problems: overrideProblems },
  { reads: sources, problems: patternLengthProblems },
  { reads: [...sources, "notifications.urgentEvents"], problems: complexityProblems },
  { reads: ["detections.own"], problems: ownIdProblems },
  { reads: sources, problems: quotaProblems },
];

type Settings = DeclaredConfig["detections"];

interface Declared {
  readonly detection: Detection;
  readonly override: Override;
  readonly path: SettingPath;
}

/** The detection of unusual regions. Only its id is used, so its lists of regions are empty. */
const anyUnusualRegion = unusualRegion({ inUse: [], unused: [] });

const overridable = [...detections, anyUnusualRegion, callVolumeUnusual];

/** The overrides of detections, each with its path. */
const declaredOverrides = ({ overrides }: Settings): Declared[] =>
  Object.keys(overrides).length === 0
    ? []
    : overridable.flatMap((detection) => {
        const override = overrides[detection.id];
        return override === undefined ? [] : [{ detection, override, path: ["detections", "overrides", detection.id] }];
      });

function regionProblems({ partition, detections: { expectedRegions } }: DeclaredConfig): Problem[] {
  const entries = entriesOf(["detections", "expectedRegions"], expectedRegions);
  return [...entries.flatMap(({ path, value }) => unknownRegion(partition, path, value)), ...repeatedValues(entries)];
}

function overrideProblems({ detections: settings }: DeclaredConfig): Problem[] {
  return declaredOverrides(settings).flatMap(({ detection, override, path }) => {
    const { severity = detection.severity, threshold, periodSeconds, exclusions } = override;
    const counts = threshold !== undefined || periodSeconds !== undefined;
    const texts = exclusions.map(({ selector, value }, i) => ({
      path: path.concat("exclusions", i),
      value: `${selector} ${value}`,
    }));

    if (detection.track === "compliance" && (counts || exclusions.length > 0 || severity === "watch")) {
      const message =
        "audit tools compare the pattern of a compliance detection literally; override the pager detection instead, or disable this detection with off";
      return [{ path, message }];
    }
    if (counts && severity === "watch") {
      return [
        {
          path,
          message:
            "severity watch has no alarm and therefore no threshold or period; set severity: notify, or remove them",
        },
      ];
    }
    return repeatedValues(texts);
  });
}

/** Reports patterns that are too long because of exclusions or of names in the configuration. */
function patternLengthProblems(config: DeclaredConfig): Problem[] {
  const { detections: settings } = config;
  const deployed = new Map(detectionsOf(config).map(({ id, pattern }) => [id, pattern]));
  const changed = [
    { path: ["access"], pattern: deployed.get("alerting-tampered"), messageOf: tooLongNames },
    ...(config.mode === "controlTower" ? comparedWithControlTower : []).map(([id, setting]) => ({
      path: ["controlTower", setting],
      pattern: deployed.get(id),
      messageOf: (problem: string) =>
        `the pattern of detection ${id} contains this name: ${problem}; use a shorter prefix`,
    })),
    ...declaredOverrides(settings)
      .filter(({ override }) => override.exclusions.length > 0)
      .map(({ detection: { id }, path }) => ({
        path: path.concat("exclusions"),
        pattern: deployed.get(id),
        messageOf: asItIs,
      })),
  ];
  return changed.flatMap(({ path, pattern, messageOf }) =>
    pattern === undefined ? [] : patternProblems(pattern).map((problem) => ({ path, message: messageOf(problem) })),
  );
}

/** Detections that compare a name of Control Tower, with the setting of that name. */
const comparedWithControlTower = [
  ["trail-blinded", "trailName"],
  ["trail-log-group-tampering", "logGroupName"],
  ["archive-guard-removed", "trailBucket"],
  ["archive-settings-changed", "trailBucket"],
] as const;

const asItIs = (problem: string): string => problem;
const tooLongNames = (problem: string): string =>
  `the pattern of detection alerting-tampered contains these role names: ${problem}; use shorter role names or a shorter prefix`;

/** Reports urgent detections that are too complex for EventBridge because of the configuration. */
function complexityProblems(config: DeclaredConfig): Problem[] {
  const { detections: settings, notifications } = config;
  if (!notifications.urgentEvents.enabled) return [];
  const places = new Map<string, SettingPath>([
    ...declaredOverrides(settings).map(({ detection: { id }, path }) => [id, path] as const),
    ...settings.own.map(({ id }, i) => [id, ["detections", "own", i, "pattern"]] as const),
  ]);
  return detectionsOf(config).flatMap((detection) => {
    const path = places.get(detection.id);
    const problem = path && complexityProblemOf(detection);
    return path && problem ? [{ path, message: tooComplex(detection.id, problem) }] : [];
  });
}

const tooComplex = (id: string, problem: string): string =>
  `EventBridge would reject the rule of ${id} as too complex: ${problem}; use fewer values with an asterisk at both ends, or severity: notify, which needs no rule`;

const dependent = [anyUnusualRegion, callVolumeUnusual, alertingTampered({ prefix: "", deployRoleNames: [] })];
const builtIn = [
  ...detections,
  ...dependent,
  ...pipelineChecks,
  ...featureChecks,
  ...queryFailureKinds,
  failedLakehouseRun,
].map(({ id }) => ({ path: [`the built-in detection or check ${id}`], value: id }));

function ownIdProblems({ detections: { own } }: DeclaredConfig): Problem[] {
  if (own.length === 0) return [];
  const ids = own.map(({ id }, i) => ({ path: ["detections", "own", i, "id"], value: id }));
  return repeatedValues(
    [...builtIn, ...ids],
    "use another id, because the metric, the alarm and the rule are named after it",
  );
}

function quotaProblems(config: DeclaredConfig): Problem[] {
  const deployed = detectionsOf(config);
  const path = ["detections"];
  const { patterns, patternsWithRegex } = filterPatternLimits;
  const excess = deployed.length - patterns;
  // Only a pattern with percent signs can have a regular expression. The other patterns are not parsed, which saves time
  const candidates = deployed.map(({ pattern }) => pattern).filter((pattern) => pattern.includes("%"));
  const isCrowded = countWithRegex(candidates) > patternsWithRegex;

  return [
    ...(excess > 0 ? [{ path, message: tooMany(deployed, excess) }] : []),
    ...(isCrowded
      ? [
          {
            path,
            message: `a log group can have at most ${patternsWithRegex} filter patterns with regular expressions; use fewer regular expressions`,
          },
        ]
      : []),
  ];
}

const loudness = ["watch", "notify", "page"];

/** Suggests detections to disable, the least severe first. It never suggests compliance detections, which auditors require. */
function tooMany(deployed: readonly Detection[], excess: number): string {
  const quietest = deployed
    .filter(({ track }) => track === "pager")
    .toSorted((a, b) => loudness.indexOf(a.severity) - loudness.indexOf(b.severity))
    .slice(0, excess + 2)
    .map(({ id }) => id);
  return (
    `the configuration deploys ${deployed.length} detections, and a log group can have at most ${filterPatternLimits.patterns} metric filters; ` +
    `disable ${excess} with detections.overrides.<id>.off; the least severe are ${quietest.join(", ")}`
  );
}
