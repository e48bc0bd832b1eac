import { controlTowerNames } from "../names/control-tower";
import { ownTrail } from "../names/management-trail";
import { namesFor } from "../names/names";
import type { DeclaredConfig } from "../schema/declared";
import type { Problem, Rule } from "./rule";

/** Rejects settings that Control Tower denies, that would record management events twice, or that would have no effect. */
export const controlTowerRules: readonly Rule[] = [
  { reads: ["mode", "controlTower"], problems: modeProblems },
  { reads: ["mode", "controlTower"], problems: layoutProblems },
  {
    reads: ["mode", "controlTower", "existing", "archive.existing", "trail", "prefix", "accounts", "organizationId"],
    problems: trailProblems,
  },
  { reads: ["mode", "query"], problems: readingProblems },
  { reads: ["mode", "logSources.awsConfig"], problems: recorderProblems },
  { reads: ["mode", "logSources.awsConfig"], problems: adoptionProblems, ofAccounts: true },
  { reads: ["mode", "partition", "controlTower"], problems: partitionProblems },
];

const isBeside = ({ mode }: Pick<DeclaredConfig, "mode">) => mode === "controlTower";
const isSet = (value: unknown): boolean => value !== undefined;

function modeProblems({ mode, controlTower }: DeclaredConfig): Problem[] {
  const message = `these settings have no effect with mode ${mode}, which creates a second trail that records and charges every management event again; set mode: controlTower, or remove the settings`;
  return mode !== "controlTower" && Object.values(controlTower).some(isSet)
    ? [{ path: ["controlTower"], message }]
    : [];
}

/** Settings whose values end with random letters in landing zone 4.x, so they have no default. */
const unpredictable = ["trailBucket", "logGroupName", "configBucket"] as const;

const toFind = {
  trailBucket: "the page Trails of CloudTrail shows it as the S3 bucket of the trail",
  logGroupName: "the page Trails of CloudTrail shows it as the log group of the trail",
  configBucket: "its name begins with aws-controltower-config-logs-, and it is in the audit account",
};

function layoutProblems(config: DeclaredConfig): Problem[] {
  const { controlTower } = config;
  if (!isBeside(config)) return [];
  if (controlTower.layout === undefined) {
    const message = "required with mode controlTower; set 3.x, 4.x or landingZoneAccelerator";
    return [{ path: ["controlTower", "layout"], message }];
  }
  if (controlTower.layout !== "4.x") return [];
  return unpredictable
    .filter((name) => controlTower[name] === undefined)
    .map((name) => ({
      path: ["controlTower", name],
      message: `required with layout 4.x, because this name ends with random letters; ${toFind[name]}`,
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
      `CloudTrail supports Insights only on a trail that records management events; enable Insights on the trail ${owner}, and remove this setting`,
    ],
    ["notifyDeliveries", trail.notifyDeliveries && ownTrail(config) === "none", unused],
  ];
  const { trailName } = namesFor(config);
  const taken = `the trail ${trailName} belongs to Control Tower; use another name, or remove it`;
  const lake =
    "the event data store would record and charge the management events a second time; set this setting to false";
  return [
    ...refused.filter(([, isRefused]) => isRefused).map(([name, , message]) => ({ path: ["trail", name], message })),
    ...(trail.lake.enabled ? [{ path: ["trail", "lake", "enabled"], message: lake }] : []),
    ...(trailName === owner || isReserved(trailName) ? [{ path: ["trail", "name"], message: taken }] : []),
  ];
}

/** Whether Control Tower reserves a name. Policies of Control Tower deny changes to such resources. */
const isReserved = (name: string): boolean => /^aws-?controltower/i.test(name);

function readingProblems(config: DeclaredConfig): Problem[] {
  if (!isBeside(config)) return [];
  const location =
    "has no effect with mode controlTower; set controlTower.trailBucket and controlTower.trailPrefix instead";
  return isSet(config.query.cloudTrailLocation)
    ? [{ path: ["query", "cloudTrailLocation"], message: `${location}, and remove this setting` }]
    : [];
}

function recorderProblems(config: DeclaredConfig): Problem[] {
  if (!isBeside(config) || config.logSources.awsConfig.recorder === "none") return [];
  const message =
    "Control Tower already records the accounts that it governs, and an account can have one recorder in a region; set none, and list other accounts in recorderByAccount";
  return [{ path: ["logSources", "awsConfig", "recorder"], message }];
}

function adoptionProblems(config: DeclaredConfig): Problem[] {
  const { recorder, recorderByAccount, adoptedName } = config.logSources.awsConfig;
  const adopts = [recorder, ...Object.values(recorderByAccount)].includes("adopt");
  if (!isBeside(config) || !adopts || !isReserved(adoptedName)) return [];
  const message =
    "Control Tower owns the recorder with this name and denies changes to it; use recorder none for these accounts";
  return [{ path: ["logSources", "awsConfig", "adoptedName"], message }];
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
