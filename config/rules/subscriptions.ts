import { logGroupReads } from "../../features/log-groups";
import { keysOf } from "../../shared/keys";
import type { DeclaredConfig } from "../schema/declared";
import { namedLogGroupProblems } from "./application-logs";
import { overlap } from "./account-and-region";
import { type Problem, type Rule, entriesOf, nameReads, repeatedValues } from "./rule";

const path = ["logSources", "applicationLogs", "subscription"];
const reads = [...nameReads, ...logGroupReads, "regions", "recordedRegions"];

/** Rejects subscriptions without log groups, duplicate subscriptions, and subscriptions of the log groups of the delivery. */
export const subscriptionRules: readonly Rule[] = [
  { reads: ["logSources.applicationLogs"], problems: modeProblems, ofAccounts: true },
  { reads: [...reads, "logSources.applicationLogs"], problems: existingProblems },
  { reads: ["logSources.applicationLogs.subscription"], problems: prefixProblems },
  { reads: ["logSources.applicationLogs.subscription"], problems: exclusionProblems },
];

/** Subscription modes that use each list. */
const modesOf = { existing: ["listed"], prefixes: ["prefixes"], excluded: ["all", "prefixes"] } as const;

function modeProblems({ logSources }: DeclaredConfig): Problem[] {
  const { enabled, logGroups, subscription } = logSources.applicationLogs;
  const unread = keysOf(modesOf).flatMap((list) => {
    const modes: readonly string[] = modesOf[list];
    return subscription[list].length > 0 && !modes.includes(subscription.mode)
      ? [
          {
            path: [...path, list],
            message: `has an effect only with mode: ${modes.join(" or ")}; change the mode, or remove the list`,
          },
        ]
      : [];
  });
  const nothing = {
    none: logGroups.length === 0,
    listed: logGroups.length + subscription.existing.length === 0,
    prefixes: subscription.prefixes.length === 0,
    all: false,
  }[subscription.mode];
  const message =
    "no log group would be created or delivered; add entries to logGroups, existing or prefixes, or use another mode";
  return enabled && nothing ? [...unread, { path: [...path, "mode"], message }] : unread;
}

/** A log group can have two subscription filters. A second filter of this project would deliver all events twice. */
const twice =
  "the log group would be delivered twice, and the two deliveries would use both subscription filters that a log group can have";

function existingProblems(config: DeclaredConfig): Problem[] {
  const { logGroups, subscription } = config.logSources.applicationLogs;
  const list = [...path, "existing"];
  return [
    ...namedLogGroupProblems(config, list, subscription.existing),
    ...subscription.existing.flatMap((existing, i) =>
      logGroups.some((managed) => managed.name === existing.name && overlap(managed, existing))
        ? [{ path: [...list, i, "name"], message: `${twice}; remove it here or from logGroups` }]
        : [],
    ),
  ];
}

function prefixProblems({ logSources }: DeclaredConfig): Problem[] {
  const { prefixes } = logSources.applicationLogs.subscription;
  return prefixes.flatMap((prefix, i) => {
    const longer = prefixes.find((other, j) => i !== j && other.startsWith(prefix));
    const message = `also matches ${longer}, so ${twice}; remove one of them`;
    return longer === undefined ? [] : [{ path: [...path, "prefixes", i], message }];
  });
}

function exclusionProblems({ logSources }: DeclaredConfig): Problem[] {
  const { mode, prefixes, excluded } = logSources.applicationLogs.subscription;
  const list = [...path, "excluded"];
  const unfound = (name: string) => mode === "prefixes" && !prefixes.some((prefix) => name.startsWith(prefix));
  return [
    ...repeatedValues(entriesOf(list, excluded)),
    ...excluded.flatMap((name, i) =>
      unfound(name)
        ? [
            {
              path: [...list, i],
              message: "has no effect, because it does not begin with one of the prefixes; correct it, or remove it",
            },
          ]
        : [],
    ),
  ];
}
