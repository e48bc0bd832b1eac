import type { DeclaredConfig } from "../schema/declared";
import { foreignAccount, unusedRegion } from "./account-and-region";
import type { Problem, Rule } from "./rule";

const path = ["logSources", "securityHubFindings"];

/** From where findings could not be delivered. */
export const securityHubRules: readonly Rule[] = [
  {
    reads: ["accounts", "homeRegion", "regions", "recordedRegions", "logSources.securityHubFindings"],
    problems: originProblems,
  },
];

function originProblems(config: DeclaredConfig): Problem[] {
  const { mode, account, region, regions } = config.logSources.securityHubFindings;
  if (mode !== "eachAccount" && regions !== undefined) {
    return [{ path: [...path, "mode"], message: "only eachAccount reads regions; write eachAccount, or remove them" }];
  }
  if (mode !== "delegatedAdministrator") {
    const message = "read with mode: delegatedAdministrator only; write that, or remove it";
    return Object.entries({ account, region }).flatMap(([name, value]) =>
      value === null ? [] : [{ path: [...path, name], message }],
    );
  }
  return [
    ...(account === null
      ? [{ path: [...path, "account"], message: "required with mode: delegatedAdministrator; write the administrator" }]
      : foreignAccount(config, [...path, "account"], account)),
    ...(region === null ? [] : unusedRegion(config, [...path, "region"], region)),
  ];
}
