import type { DeclaredConfig } from "../schema";
import { type Problem, type Rule, entriesOf, repeated } from "./rule";

/** What the accounts, and the people who are told, have to keep apart. */
export const accountRules: readonly Rule[] = [
  // Reads around wrong entries, so that one mistyped id does not hide a duplicate
  { reads: [], problems: accountProblems },
  { reads: ["notifications"], problems: subscriberProblems },
];

function accountProblems(config: DeclaredConfig): Problem[] {
  const { management, logArchive, members }: Partial<DeclaredConfig["accounts"]> = config.accounts ?? {};
  const listed = Array.isArray(members) ? members : [];
  const ids = [
    { path: ["accounts", "management"], value: management },
    { path: ["accounts", "logArchive"], value: logArchive },
    ...listed.map((member, i) => ({ path: ["accounts", "members", i, "id"], value: member?.id })),
  ];
  const names = listed.map((member, i) => ({ path: ["accounts", "members", i, "name"], value: member?.name }));

  return [
    ...repeated(
      ids,
      (first) => `an account has one role, because AWS Config allows one recorder in it; it is ${first} already`,
    ),
    ...repeated(names, (first) => `a stack name can be used once; it is ${first} already`),
  ];
}

function subscriberProblems({ notifications }: DeclaredConfig): Problem[] {
  return (["page", "notify"] as const).flatMap((severity) =>
    (["emails", "httpsEndpoints"] as const).flatMap((kind) =>
      repeated(
        entriesOf(["notifications", severity, kind], notifications[severity][kind]),
        (first) => `it is ${first} already; one subscription is enough`,
      ),
    ),
  );
}
