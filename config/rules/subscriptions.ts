import { unsubscribedLogGroups } from "../delivery-names";
import type { DeclaredConfig } from "../schema";
import { namedPlaceProblems } from "./application-logs";
import { overlap } from "./places";
import { type Problem, type Rule, entriesOf, repeated } from "./rule";

const path = ["logSources", "applicationLogs", "subscription"];
const reads = ["prefix", "partition", "homeRegion", "recordedRegions", "accounts", "organizationId", "trail.name"];

/** Subscriptions of nothing, of the same twice, and of what delivers them. */
export const subscriptionRules: readonly Rule[] = [
  { reads: ["logSources.applicationLogs"], problems: modeProblems },
  { reads: [...reads, "logSources.applicationLogs"], problems: existingProblems },
  { reads: [...reads, "logSources.applicationLogs"], problems: prefixProblems },
  { reads: ["logSources.applicationLogs.subscription.excluded"], problems: exclusionProblems },
];

/** Which list is read with which mode. */
const modeOf = { existing: "listed", prefixes: "prefixes", excluded: "all" } as const;

function modeProblems({ logSources }: DeclaredConfig): Problem[] {
  const { enabled, logGroups, subscription } = logSources.applicationLogs;
  const unread = Object.entries(modeOf).flatMap(([list, mode]) =>
    subscription[list as keyof typeof modeOf].length > 0 && subscription.mode !== mode
      ? [{ path: [...path, list], message: `read with mode: ${mode} only; write that, or remove the list` }]
      : [],
  );
  const nothing = {
    none: false,
    listed: logGroups.length + subscription.existing.length === 0,
    prefixes: subscription.prefixes.length === 0,
    all: false,
  }[subscription.mode];
  const message = `nothing would be delivered; list what is, or write another mode`;
  return enabled && nothing ? [...unread, { path: [...path, "mode"], message }] : unread;
}

/** A log group has room for two subscription filters; a second one of ours would deliver everything twice. */
const twice = "it would be delivered twice, with both of the two subscription filters a log group may have";

function existingProblems(config: DeclaredConfig): Problem[] {
  const { logGroups, subscription } = config.logSources.applicationLogs;
  const list = [...path, "existing"];
  return [
    ...namedPlaceProblems(config, list, subscription.existing),
    ...subscription.existing.flatMap((place, i) =>
      logGroups.some((made) => made.name === place.name && overlap(made, place))
        ? [{ path: [...list, i, "name"], message: `${twice}; remove it here or in logGroups` }]
        : [],
    ),
  ];
}

function prefixProblems(config: DeclaredConfig): Problem[] {
  const { logGroups, subscription } = config.logSources.applicationLogs;
  const { prefixes } = subscription;
  return prefixes.flatMap((prefix, i) => {
    const own = unsubscribedLogGroups(config).find((name) => name.startsWith(prefix));
    const longer = prefixes.find((other, j) => i !== j && other.startsWith(prefix));
    const made = logGroups.find(({ name }) => name.startsWith(prefix));
    const message =
      (own && `it covers ${own}, whose deliveries would be delivered again without end; write a longer one`) ||
      (longer && `it covers ${longer}: ${twice}; remove one of them`) ||
      (made && `it covers ${made.name} of logGroups: ${twice}; write longer ones`);
    return message ? [{ path: [...path, "prefixes", i], message }] : [];
  });
}

function exclusionProblems({ logSources }: DeclaredConfig): Problem[] {
  const { excluded } = logSources.applicationLogs.subscription;
  return repeated(entriesOf([...path, "excluded"], excluded), (first) => `excluded already as ${first}; remove one`);
}
