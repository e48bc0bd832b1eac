import { accountIds } from "../names/names";
import type { DeclaredConfig } from "../schema/declared";
import { type Problem, type Rule, entriesOf, repeated } from "./rule";

const path = ["logSources", "config"];

/** What AWS Config cannot record, and where it cannot be. */
export const configRecordingRules: readonly Rule[] = [
  { reads: ["accounts", "logSources.config.recorderByAccount"], problems: exceptionProblems },
  { reads: ["logSources.config"], problems: frequencyProblems },
  { reads: ["accounts", "logSources.config.aggregator"], problems: aggregatorProblems },
  { reads: ["logSources.config"], problems: unrecordedRuleProblems },
  { reads: ["logSources.config.rules"], problems: repeatedRuleProblems },
];

function exceptionProblems(config: DeclaredConfig): Problem[] {
  const ids = new Set(accountIds(config));
  return Object.keys(config.logSources.config.recorderByAccount)
    .filter((id) => !ids.has(id))
    .map((id) => ({
      path: [...path, "recorderByAccount", id],
      message: "no account of this configuration; take it out, or write its 12 digits in quotes",
    }));
}

function frequencyProblems({ logSources }: DeclaredConfig): Problem[] {
  const { recordingFrequency, dailyForChurnyTypes } = logSources.config;
  return dailyForChurnyTypes && recordingFrequency === "DAILY"
    ? [{ path: [...path, "dailyForChurnyTypes"], message: "every type is recorded daily already; take it out" }]
    : [];
}

function aggregatorProblems({ accounts, logSources }: DeclaredConfig): Problem[] {
  const { account } = logSources.config.aggregator;
  const at = [...path, "aggregator", "account"];
  if (account === undefined) return [];
  if (account === accounts.management) {
    const message = "the management account cannot be a delegated administrator; name the log archive or a member";
    return [{ path: at, message }];
  }
  return accountIds({ accounts }).includes(account)
    ? []
    : [{ path: at, message: "no account of this configuration; name the log archive or a member" }];
}

function unrecordedRuleProblems({ logSources }: DeclaredConfig): Problem[] {
  const { rules, recorder, recorderByAccount } = logSources.config;
  const isAsked = typeof rules === "boolean" ? rules : rules.length > 0;
  const recorders = [recorder, ...Object.values(recorderByAccount)];
  if (!isAsked || recorders.some((one) => one !== "none")) return [];
  const message =
    "no account has a recorder here that could evaluate them; name one in recorderByAccount, or take it out";
  return [{ path: [...path, "rules"], message }];
}

function repeatedRuleProblems({ logSources }: DeclaredConfig): Problem[] {
  const { rules } = logSources.config;
  if (typeof rules === "boolean") return [];
  return repeated(entriesOf([...path, "rules"], rules), (first) => `it is ${first} already; name each rule once`);
}
