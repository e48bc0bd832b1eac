import type { DeclaredConfig } from "../schema/declared";
import { otherAccount, unknownAccount, unusedSourceRegion } from "./account-and-region";
import { type Problem, type Rule, entriesOf, repeatedValues } from "./rule";

const path = ["logSources", "sessions"];

/** Rejects session settings that would have no effect, or an unexpected effect. */
export const sessionRules: readonly Rule[] = [
  {
    reads: [
      "accounts",
      "homeRegion",
      "regions",
      "recordedRegions",
      "logSources.sessions.regions",
      "logSources.sessions.existingDocument",
      "logSources.sessions.adoptedDocuments",
    ],
    problems: adoptionProblems,
  },
  { reads: ["logSources.sessions.runAs"], problems: runAsProblems, ofAccounts: true },
];

function adoptionProblems(config: DeclaredConfig): Problem[] {
  const { existingDocument, adoptedDocuments } = config.logSources.sessions;
  const list = [...path, "adoptedDocuments"];
  if (existingDocument === "create" && adoptedDocuments.length > 0) {
    const message =
      "adoptedDocuments has an effect only with existingDocument: adopt; set it to adopt, or remove the list";
    return [{ path: [...path, "existingDocument"], message }];
  }
  const documents = adoptedDocuments.map(({ account, region }) => `${account} ${region}`);
  return [
    ...adoptedDocuments.flatMap(({ account }, i) =>
      unknownAccount(config, [...list, i, "account"], account, otherAccount),
    ),
    ...adoptedDocuments.flatMap(({ region }, i) =>
      unusedSourceRegion(config, "sessions", [...list, i, "region"], region),
    ),
    ...repeatedValues(entriesOf(list, documents)),
  ];
}

function runAsProblems({ logSources }: DeclaredConfig): Problem[] {
  const { enabled, defaultUser } = logSources.sessions.runAs;
  return enabled || defaultUser === null
    ? []
    : [
        {
          path: [...path, "runAs", "defaultUser"],
          message:
            "has no effect, because runAs.enabled is false and sessions run as ssm-user; set runAs.enabled to true, or remove defaultUser",
        },
      ];
}
