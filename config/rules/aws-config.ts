import { recorderOf } from "../derived/recorders";
import type { DeclaredConfig } from "../schema/declared";
import { unknownAccount } from "./account-and-region";
import { type Problem, type Rule, entriesOf, repeatedValues } from "./rule";

const path = ["logSources", "awsConfig"];

/** Rejects settings of AWS Config that contradict each other or name an unknown account. */
export const configRecordingRules: readonly Rule[] = [
  { reads: ["accounts", "logSources.awsConfig.recorderByAccount"], problems: exceptionProblems },
  {
    reads: ["accounts", "homeRegion", "regions", "recordedRegions", "access", "overrides", "logSources"],
    problems: serviceLinkedRoleProblems,
  },
  { reads: ["logSources.awsConfig"], problems: frequencyProblems, ofAccounts: true },
  { reads: ["accounts", "logSources.awsConfig.aggregator"], problems: aggregatorProblems },
  { reads: ["logSources.awsConfig", "overrides"], problems: unrecordedRuleProblems },
  { reads: ["logSources.awsConfig.rules"], problems: repeatedRuleProblems },
];

function exceptionProblems(config: DeclaredConfig): Problem[] {
  return Object.keys(config.logSources.awsConfig.recorderByAccount).flatMap((id) =>
    unknownAccount(config, [...path, "recorderByAccount", id], id, "remove it, or write its 12 digits in quotes"),
  );
}

function serviceLinkedRoleProblems(config: DeclaredConfig): Problem[] {
  const { role, createServiceLinkedRole: choice } = config.logSources.awsConfig;
  if (choice === false) return [];
  if (role === "own") {
    const message =
      "createServiceLinkedRole has no effect with role: own, because recorders do not use the service-linked role; set role to serviceLinked, or remove createServiceLinkedRole";
    return [{ path: [...path, "role"], message }];
  }
  if (choice === true) return [];
  const entries = entriesOf([...path, "createServiceLinkedRole"], choice);
  const misplaced = entries.flatMap((entry) => {
    const unknown = unknownAccount(config, entry.path, entry.value, "correct it, or remove it");
    if (unknown.length > 0) return unknown;
    const message =
      "this project manages no recorder in this account; remove the account from the list, or add it to recorderByAccount";
    return recorderOf(config, entry.value) === "none" ? [{ path: entry.path, message }] : [];
  });
  return [...misplaced, ...repeatedValues(entries)];
}

function frequencyProblems({ logSources }: DeclaredConfig): Problem[] {
  const { recordingFrequency, recordHighChurnTypesDaily } = logSources.awsConfig;
  return recordHighChurnTypesDaily && recordingFrequency === "DAILY"
    ? [
        {
          path: [...path, "recordHighChurnTypesDaily"],
          message: "has no effect, because recordingFrequency is DAILY for every resource type; remove it",
        },
      ]
    : [];
}

function aggregatorProblems({ accounts, logSources }: DeclaredConfig): Problem[] {
  const { account } = logSources.awsConfig.aggregator;
  const at = [...path, "aggregator", "account"];
  if (account === undefined) return [];
  if (account === accounts.management) {
    const message =
      "the management account cannot be a delegated administrator; use the log-archive account or a member";
    return [{ path: at, message }];
  }
  if (accounts.members.some(({ id, active }) => id === account && !active))
    return [
      {
        path: at,
        message: `account ${account} is not in use (active: false); use the log-archive account or another member`,
      },
    ];
  return unknownAccount({ accounts }, at, account, "use the log-archive account or a member");
}

function unrecordedRuleProblems({ logSources, overrides }: DeclaredConfig): Problem[] {
  const { rules, recorder, recorderByAccount } = logSources.awsConfig;
  const hasRules = typeof rules === "boolean" ? rules : rules.length > 0;
  const overridden = overrides.map((override) => override.logSources?.awsConfig?.recorder ?? "none");
  const recorders = [recorder, ...Object.values(recorderByAccount), ...overridden];
  if (!hasRules || recorders.some((one) => one !== "none")) return [];
  const message =
    "AWS Config rules need a recorder, and this project manages none; set recorder to create, add an account to recorderByAccount, or remove the rules";
  return [{ path: [...path, "rules"], message }];
}

function repeatedRuleProblems({ logSources }: DeclaredConfig): Problem[] {
  const { rules } = logSources.awsConfig;
  if (typeof rules === "boolean") return [];
  return repeatedValues(entriesOf([...path, "rules"], rules));
}
