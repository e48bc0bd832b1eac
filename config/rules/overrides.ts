import { logGroupReads } from "../../features/log-groups";
import { fieldOf } from "../../shared/keys";
import { type Override, configFor, resolutions, selectable, selects, settingsOf } from "../derived/overrides";
import { type NarrowedSource, narrowedSources, sourceRegions } from "../derived/regions";
import type { DeclaredConfig } from "../schema/declared";
import { unknownAccount, unusedRegion } from "./account-and-region";
import { namedLogGroupProblems } from "./application-logs";
import { type Problem, type Rule, type SettingPath, entriesOf, nameReads, repeatedValues } from "./rule";

/** Settings that the configuration of an account is computed from. */
export const overrideReads = [...nameReads, "overrides", "regions", "recordedRegions", "access", "logSources"];

/** Rejects overrides that apply to no account, and overrides that contradict a list with the same account. */
export const overrideRules: readonly Rule[] = [
  { reads: ["accounts", "overrides"], problems: (config) => eachOverride(config, selectorProblems) },
  {
    reads: ["homeRegion", "regions", "recordedRegions", "overrides"],
    problems: (config) => eachOverride(config, regionProblems),
  },
  { reads: [...overrideReads, ...logGroupReads], problems: (config) => eachOverride(config, logGroupProblems) },
  { reads: overrideReads, problems: recorderProblems },
  { reads: overrideReads, problems: networkProblems },
  { reads: overrideReads, problems: findingProblems },
  { reads: overrideReads, problems: emptySourceProblems },
  { reads: overrideReads, problems: listedRegionProblems },
];

function eachOverride(
  config: DeclaredConfig,
  problemsOf: (config: DeclaredConfig, override: Override, path: SettingPath) => Problem[],
): Problem[] {
  return config.overrides.flatMap((override, i) => problemsOf(config, override, ["overrides", i]));
}

function selectorProblems(config: DeclaredConfig, override: Override, path: SettingPath): Problem[] {
  const outside = new Set(config.accounts.outside.map(({ id }) => id));
  const accounts = entriesOf([...path, "accounts"], override.accounts ?? []);
  const units = entriesOf([...path, "units"], override.units ?? []);
  const unknown = accounts.flatMap(({ path: at, value }) =>
    outside.has(value)
      ? [
          {
            path: at,
            message: `account ${value} is outside the organization and has no log source except its trail; remove it`,
          },
        ]
      : unknownAccount(config, at, value),
  );
  const wrong = [...unknown, ...repeatedValues(accounts), ...repeatedValues(units)];
  if (wrong.length > 0 || selectable(config).some((account) => selects(override, account))) return wrong;
  const names = (["accounts", "units", "tags"] as const).filter((name) => override[name] !== undefined);
  const message = `no account matches all selectors of this entry (${names.join(", ")}); correct the selectors, set the unit and tags of members, or remove the entry`;
  return [{ path, message }];
}

/** Tables and detections contain only the regions of the organization. */
function regionProblems(config: DeclaredConfig, { regions = [] }: Override, path: SettingPath): Problem[] {
  return entriesOf([...path, "regions"], regions).flatMap(({ path: at, value }) => unusedRegion(config, at, value));
}

function logGroupProblems(config: DeclaredConfig, override: Override, path: SettingPath): Problem[] {
  const logGroups = override.logSources?.applicationLogs?.logGroups ?? [];
  const list = [...path, "logSources", "applicationLogs", "logGroups"];
  const { existing } = config.logSources.applicationLogs.subscription;
  const twice =
    "the log group would be delivered twice; remove it here or from logSources.applicationLogs.subscription.existing";
  return [
    ...namedLogGroupProblems(config, list, logGroups),
    ...logGroups.flatMap(({ name }, i) =>
      existing.some((other) => other.name === name) ? [{ path: [...list, i, "name"], message: twice }] : [],
    ),
  ];
}

/** Problems of single accounts. The path of each problem is the override that sets the value. */
function ofAccounts(
  config: DeclaredConfig,
  setting: readonly string[],
  problemOf: (ofAccount: DeclaredConfig, accountId: string) => string | undefined,
): Problem[] {
  return resolutions(config).flatMap(({ config: ofAccount, accountIds, overrides }) => {
    const position = overrides.findLast((i) => isSet(config.overrides[i], setting));
    if (position === undefined) return [];
    return accountIds.flatMap((id) => {
      const message = problemOf(ofAccount, id);
      return message === undefined ? [] : [{ path: ["overrides", position, ...setting], message }];
    });
  });
}

function recorderProblems(config: DeclaredConfig): Problem[] {
  return ofAccounts(config, ["logSources", "awsConfig", "recorder"], ({ logSources }, id) =>
    Object.hasOwn(logSources.awsConfig.recorderByAccount, id)
      ? `account ${id} is also in logSources.awsConfig.recorderByAccount; remove it from there, or from this entry`
      : undefined,
  );
}

function networkProblems(config: DeclaredConfig): Problem[] {
  return (["flowLogs", "dnsQueryLogs"] as const).flatMap((kind) =>
    ofAccounts(config, ["logSources", kind, "vpcs"], ({ logSources }, id) => {
      const { vpcs, listedVpcs, exceptAccounts } = logSources[kind];
      const isListed = listedVpcs.some(({ account }) => account === id);
      const where = `logSources.${kind}`;
      if (vpcs === "listed" && !isListed)
        return `account ${id} has no VPC in ${where}.listedVpcs; add its VPCs there, or use another value`;
      if (vpcs !== "listed" && isListed)
        return `account ${id} has VPCs in ${where}.listedVpcs, which have an effect only with vpcs: listed; remove them from there, or use listed`;
      return exceptAccounts.includes(id)
        ? `account ${id} is also in ${where}.exceptAccounts; remove it from there, or from this entry`
        : undefined;
    }),
  );
}

function findingProblems(config: DeclaredConfig): Problem[] {
  const { mode } = config.logSources.securityHubFindings;
  return eachOverride(config, (_, override, path) => {
    const own = override.logSources?.securityHubFindings;
    const at = [...path, "logSources", "securityHubFindings"];
    if (mode === "delegatedAdministrator" && own?.mode !== undefined) {
      const message =
        "logSources.securityHubFindings.mode is delegatedAdministrator, so one account delivers the findings of all; remove this setting";
      return [{ path: [...at, "mode"], message }];
    }
    if (own?.mode === "delegatedAdministrator") {
      return [
        {
          path: [...at, "mode"],
          message:
            "an override cannot set delegatedAdministrator, because it applies to the whole organization; use none or eachAccount",
        },
      ];
    }
    if (own?.regions === undefined || (own.mode ?? mode) === "eachAccount") return [];
    return [{ path: [...at, "regions"], message: "has an effect only with mode: eachAccount; remove it" }];
  });
}

/** Whether a log source has resources in every region that it lists. */
const isDeployed: Readonly<Record<NarrowedSource, (logSources: DeclaredConfig["logSources"]) => boolean>> = {
  flowLogs: ({ flowLogs }) => flowLogs.vpcs !== "none",
  dnsQueryLogs: ({ dnsQueryLogs }) => dnsQueryLogs.vpcs !== "none",
  sessions: ({ sessions }) => sessions.enabled,
  securityHubFindings: ({ securityHubFindings }) => securityHubFindings.mode === "eachAccount",
  applicationLogs: ({ applicationLogs }) => applicationLogs.enabled,
};

/** Reports log sources without a region, because the regions of an override contain no region of the log source. */
function emptySourceProblems(config: DeclaredConfig): Problem[] {
  return resolutions(config).flatMap(({ config: ofAccount, overrides }) => {
    const position = overrides.findLast((i) => config.overrides[i]?.regions);
    const empty = narrowedSources.filter(
      (source) => ofAccount.logSources[source].regions?.length === 0 && isDeployed[source](ofAccount.logSources),
    );
    return position === undefined
      ? []
      : empty.map((source) => ({
          path: ["overrides", position, "regions"],
          message: `contains no region of logSources.${source}.regions; add one of those regions, or set logSources.${source} in this override`,
        }));
  });
}

/** Reports listed resources in a region that their account does not use. */
function listedRegionProblems(config: DeclaredConfig): Problem[] {
  if (config.overrides.length === 0) return [];
  const { flowLogs, dnsQueryLogs, sessions, applicationLogs } = config.logSources;
  const lists = [
    { source: "flowLogs", path: ["flowLogs", "listedVpcs"], entries: flowLogs.listedVpcs },
    { source: "flowLogs", path: ["flowLogs", "transitGateways"], entries: flowLogs.transitGateways },
    { source: "dnsQueryLogs", path: ["dnsQueryLogs", "listedVpcs"], entries: dnsQueryLogs.listedVpcs },
    { source: "sessions", path: ["sessions", "adoptedDocuments"], entries: sessions.adoptedDocuments },
  ] as const;
  const listed = lists.flatMap(({ source, path, entries }) =>
    entries.flatMap(({ account, region }, i) =>
      unusedIn({ config, source, path: ["logSources", ...path, i, "region"], account, regions: [region] }),
    ),
  );
  const logGroups = [
    { path: ["logGroups"], entries: applicationLogs.logGroups },
    { path: ["subscription", "existing"], entries: applicationLogs.subscription.existing },
  ].flatMap(({ path, entries }) =>
    entries.flatMap(({ accounts = [], regions = [] }, i) =>
      accounts.flatMap((account, j) => {
        const at = ["logSources", "applicationLogs", ...path, i, "accounts", j];
        return regions.length === 0 ? [] : unusedIn({ config, source: "applicationLogs", path: at, account, regions });
      }),
    ),
  );
  return [...listed, ...logGroups];
}

interface UnusedInOptions {
  readonly config: DeclaredConfig;
  readonly source: NarrowedSource;
  readonly path: SettingPath;
  readonly account: string;
  readonly regions: readonly string[];
}

/** A problem if the account uses none of the regions, although the organization uses all of them. */
function unusedIn({ config, source, path, account, regions }: UnusedInOptions): Problem[] {
  const inUse = sourceRegions(configFor(config, account), source);
  const unused = regions.filter((region) => !inUse.includes(region));
  if (unused.length < regions.length || unused.some((region) => !sourceRegions(config, source).includes(region)))
    return [];
  const message = `account ${account} does not use ${unused.join(", ")} because of its overrides; use one of ${inUse.join(", ")}, or change the override`;
  return [{ path, message }];
}

/** Problems that only the configuration of single accounts has, because of their overrides. */
export function accountProblems(config: DeclaredConfig, rules: readonly Rule[]): Problem[] {
  // If the configuration has another problem, `overrides` may not be a list, and an override may not be an object
  if (!Array.isArray(config.overrides) || config.overrides.length === 0) return [];
  const found = rules
    .filter((rule) => rule.ofAccounts)
    .flatMap(({ problems, reads }) => {
      const known = new Set(problems(config).map(textOf));
      return resolutions(config).flatMap(({ config: ofAccount, accountIds, overrides }) =>
        problems(ofAccount)
          .filter((problem) => !known.has(textOf(problem)))
          .flatMap(({ path, message }) => {
            const place = placeOf(config, overrides, path, reads);
            const where = `${accountIds.length === 1 ? "" : `${accountIds.length} accounts such as `}${accountIds[0]}`;
            // No override sets the value. The problem exists only because an override removed regions from a list
            return place === undefined ? [] : [{ path: place, message: `${message} (in ${where})` }];
          }),
      );
    });
  return [...new Map(found.map((problem) => [JSON.stringify(problem.path), problem])).values()];
}

const textOf = ({ path, message }: Problem) => JSON.stringify([path, message]);

/** Path of the override that sets the value with the problem, or else another value that the rule reads. */
function placeOf(
  config: DeclaredConfig,
  overrides: readonly number[],
  path: SettingPath,
  reads: readonly string[],
): SettingPath | undefined {
  const places = [path, ...reads.map((setting) => setting.split("."))].flatMap((setting) => {
    const position = overrides.findLast((i) => isSet(config.overrides[i], setting));
    return position === undefined ? [] : [["overrides", position, ...setting]];
  });
  return places[0];
}

/** Whether an override has a value at a path. */
function isSet(override: Override | undefined, path: SettingPath): boolean {
  return path.reduce<unknown>(fieldOf, override && settingsOf(override)) !== undefined;
}
