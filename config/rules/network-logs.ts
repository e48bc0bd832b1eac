import type { DeclaredConfig } from "../schema/declared";
import { unknownAccount, unusedSourceRegion } from "./account-and-region";
import { type Problem, type Rule, entriesOf, repeatedValues } from "./rule";

const kinds = ["flowLogs", "dnsQueryLogs"] as const;

/** Rejects flow logs and query logs that no account would create, that would be created twice, or that could not be delivered. */
export const networkLogRules: readonly Rule[] = [
  ...kinds.flatMap((kind): Rule[] => [
    {
      reads: [`logSources.${kind}`, "logSources.vendedLogs"],
      problems: ({ logSources }) => deliveryProblems(kind, logSources),
      ofAccounts: true,
    },
    { reads: [`logSources.${kind}`], problems: ({ logSources }) => choiceProblems(kind, logSources) },
    {
      reads: ["accounts", "homeRegion", "regions", "recordedRegions", `logSources.${kind}`],
      problems: (config) => entryProblems(config, kind, "listedVpcs", config.logSources[kind].listedVpcs),
    },
    { reads: ["accounts", `logSources.${kind}`], problems: (config) => exceptProblems(config, kind) },
  ]),
  {
    reads: ["accounts", "homeRegion", "regions", "recordedRegions", "logSources.flowLogs"],
    problems: (config) =>
      entryProblems(config, "flowLogs", "transitGateways", config.logSources.flowLogs.transitGateways),
  },
];

type Kind = (typeof kinds)[number];

function deliveryProblems(kind: Kind, { vendedLogs, ...sources }: DeclaredConfig["logSources"]): Problem[] {
  const gateways = kind === "flowLogs" ? sources.flowLogs.transitGateways.length : 0;
  if (vendedLogs.enabled || (sources[kind].vpcs === "none" && gateways === 0)) return [];
  const message = `logSources.${kind} requires logSources.vendedLogs.enabled; set it to true, or remove the VPCs and transit gateways of logSources.${kind}`;
  return [{ path: ["logSources", "vendedLogs", "enabled"], message }];
}

function choiceProblems(kind: Kind, logSources: DeclaredConfig["logSources"]): Problem[] {
  const { vpcs, listedVpcs, exceptAccounts } = logSources[kind];
  const path = ["logSources", kind];
  if (vpcs === "listed" && listedVpcs.length === 0) {
    return [
      { path: [...path, "listedVpcs"], message: "vpcs is listed, but no VPC is listed; add VPCs, or set vpcs to none" },
    ];
  }
  const unread = (setting: string, choice: string): Problem => {
    return {
      path: [...path, "vpcs"],
      message: `${setting} has an effect only with vpcs: ${choice}; set vpcs to ${choice}, or remove ${setting}`,
    };
  };
  return [
    ...(vpcs !== "listed" && listedVpcs.length > 0 ? [unread("listedVpcs", "listed")] : []),
    ...(vpcs !== "all" && exceptAccounts.length > 0 ? [unread("exceptAccounts", "all")] : []),
  ];
}

function entryProblems(
  config: DeclaredConfig,
  kind: Kind,
  setting: string,
  entries: DeclaredConfig["logSources"]["flowLogs"]["transitGateways"],
): Problem[] {
  const path = ["logSources", kind, setting];
  const ids = entries.flatMap((entry, i) => entriesOf([...path, i, "ids"], entry.ids));
  return [
    ...entries.flatMap(({ account, region }, i) => [
      ...unknownAccount(config, [...path, i, "account"], account),
      ...unusedSourceRegion(config, kind, [...path, i, "region"], region),
    ]),
    ...repeatedValues(ids),
  ];
}

function exceptProblems(config: DeclaredConfig, kind: Kind): Problem[] {
  const entries = entriesOf(["logSources", kind, "exceptAccounts"], config.logSources[kind].exceptAccounts);
  return [...entries.flatMap(({ path, value }) => unknownAccount(config, path, value)), ...repeatedValues(entries)];
}
