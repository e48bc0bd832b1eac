import { controlTowerNames } from "../names/control-tower";
import { ownTrail } from "../names/management-trail";
import { namesFor } from "../names/names";
import type { DeclaredConfig } from "../schema/declared";
import type { Problem, Rule } from "./rule";

/** Rejects what Control Tower denies, what would record management events twice, and settings that would have no effect. */
export const controlTowerRules: readonly Rule[] = [
  { reads: ["mode", "controlTower"], problems: modeProblems },
  { reads: ["mode", "controlTower"], problems: layoutProblems },
  {
    reads: ["mode", "controlTower", "existing", "archive.existing", "trail", "prefix", "accounts", "organizationId"],
    problems: trailProblems,
  },
  { reads: ["mode", "query", "search.enabled"], problems: readingProblems },
  { reads: ["mode", "logSources.config"], problems: recorderProblems },
  { reads: ["mode", "logSources.config"], problems: adoptionProblems, ofAccounts: true },
  { reads: ["mode", "partition", "controlTower"], problems: partitionProblems },
];

const isBeside = ({ mode }: Pick<DeclaredConfig, "mode">) => mode === "controlTower";
const isSet = (value: unknown): boolean => value !== undefined;

function modeProblems({ mode, controlTower }: DeclaredConfig): Problem[] {
  const message = `these settings have no effect with mode ${mode}: a second trail would record and charge every management event again; set mode: controlTower, or remove them`;
  return mode !== "controlTower" && Object.values(controlTower).some(isSet)
    ? [{ path: ["controlTower"], message }]
    : [];
}

/** Settings whose names end with random letters in landing zone 4.x. */
const unpredictable = ["trailBucket", "logGroupName", "configBucket"] as const;

const toFind = {
  trailBucket: "it is the S3 bucket of the trail on the page Trails of CloudTrail",
  logGroupName: "it is the log group of the trail on the page Trails of CloudTrail",
  configBucket: "it begins with aws-controltower-config-logs- and is in the audit account",
};

function layoutProblems(config: DeclaredConfig): Problem[] {
  const { controlTower } = config;
  if (!isBeside(config)) return [];
  if (controlTower.layout === undefined) {
    const message = "required with mode controlTower; use 3.x, 4.x or landingZoneAccelerator";
    return [{ path: ["controlTower", "layout"], message }];
  }
  if (controlTower.layout !== "4.x") return [];
  return unpredictable
    .filter((name) => controlTower[name] === undefined)
    .map((name) => ({
      path: ["controlTower", name],
      message: `required with layout 4.x, where names end with random letters; ${toFind[name]}`,
    }));
}

function trailProblems(config: DeclaredConfig): Problem[] {
  if (!isBeside(config)) return [];
  const { trail } = config;
  const owner = controlTowerNames(config).trailName;
  const noEffect = `has no effect, because the trail ${owner} records the management events; remove it`;
  const unused = "has no effect, because this project creates no trail; add trail.dataEvents, or remove it";
  const refused: (readonly [string, boolean, string])[] = [
    ["excludeKmsEvents", trail.excludeKmsEvents, noEffect],
    ["excludeRdsDataApiEvents", trail.excludeRdsDataApiEvents, noEffect],
    [
      "insights",
      trail.insights.length > 0,
      `CloudTrail enables Insights only on a trail that records management events; enable them on the trail ${owner}, and remove this`,
    ],
    ["notifyDeliveries", trail.notifyDeliveries && ownTrail(config) === "none", unused],
  ];
  const { trailName } = namesFor(config);
  const taken = `the trail ${trailName} belongs to Control Tower; use another name, or remove it`;
  const lake = "it would record and charge the management events a second time; set it to false";
  return [
    ...refused.filter(([, isRefused]) => isRefused).map(([name, , message]) => ({ path: ["trail", name], message })),
    ...(trail.lake.enabled ? [{ path: ["trail", "lake", "enabled"], message: lake }] : []),
    ...(trailName === owner || isReserved(trailName) ? [{ path: ["trail", "name"], message: taken }] : []),
  ];
}

/** Names that Control Tower keeps for itself. Its policies deny changes of such resources. */
const isReserved = (name: string): boolean => /^aws-?controltower/i.test(name);

function readingProblems(config: DeclaredConfig): Problem[] {
  if (!isBeside(config)) return [];
  const location = "has no effect with mode controlTower; set controlTower.trailBucket and controlTower.trailPrefix";
  const search =
    "the search needs notifications of Control Tower's bucket, which Control Tower does not allow to change; set it to false";
  return [
    ...(isSet(config.query.cloudTrailLocation)
      ? [{ path: ["query", "cloudTrailLocation"], message: `${location}, and remove it` }]
      : []),
    ...(config.search.enabled ? [{ path: ["search", "enabled"], message: search }] : []),
  ];
}

function recorderProblems(config: DeclaredConfig): Problem[] {
  if (!isBeside(config) || config.logSources.config.recorder === "none") return [];
  const message =
    "Control Tower records the accounts that it governs, and a region has one recorder; set none, and list other accounts in recorderByAccount";
  return [{ path: ["logSources", "config", "recorder"], message }];
}

function adoptionProblems(config: DeclaredConfig): Problem[] {
  const { recorder, recorderByAccount, adoptedName } = config.logSources.config;
  const adopts = [recorder, ...Object.values(recorderByAccount)].includes("adopt");
  if (!isBeside(config) || !adopts || !isReserved(adoptedName)) return [];
  const message = "this recorder belongs to Control Tower, which denies its change; use none for these accounts";
  return [{ path: ["logSources", "config", "adoptedName"], message }];
}

function partitionProblems(config: DeclaredConfig): Problem[] {
  const { partition, controlTower } = config;
  return (["trailKmsKeyArn", "configKmsKeyArn"] as const).flatMap((name) => {
    const arn = controlTower[name];
    return arn === undefined || arn.startsWith(`arn:${partition}:`)
      ? []
      : [{ path: ["controlTower", name], message: `not an ARN of partition ${partition}` }];
  });
}
