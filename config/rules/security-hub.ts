import type { DeclaredConfig } from "../schema/declared";
import { otherAccount, unknownAccount, unusedRegion } from "./account-and-region";
import type { Problem, Rule } from "./rule";

const path = ["logSources", "securityHubFindings"];

/** Rejects accounts and regions from which findings could not be delivered. */
export const securityHubRules: readonly Rule[] = [
  {
    reads: ["accounts", "homeRegion", "regions", "recordedRegions", "logSources.securityHubFindings"],
    problems: originProblems,
  },
];

function originProblems(config: DeclaredConfig): Problem[] {
  const { mode, account, region, regions } = config.logSources.securityHubFindings;
  if (mode !== "eachAccount" && regions !== undefined) {
    return [
      {
        path: [...path, "mode"],
        message: "regions has an effect only with mode: eachAccount; set mode to eachAccount, or remove regions",
      },
    ];
  }
  if (mode !== "delegatedAdministrator") {
    const message =
      "has an effect only with mode: delegatedAdministrator; set mode to delegatedAdministrator, or remove this setting";
    return Object.entries({ account, region }).flatMap(([name, value]) =>
      value === null ? [] : [{ path: [...path, name], message }],
    );
  }
  return [
    ...(account === null
      ? [
          {
            path: [...path, "account"],
            message: "required with mode: delegatedAdministrator; set the account of the Security Hub administrator",
          },
        ]
      : unknownAccount(config, [...path, "account"], account, otherAccount)),
    ...(region === null ? [] : unusedRegion(config, [...path, "region"], region)),
  ];
}
