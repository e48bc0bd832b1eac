import { unsubscribedLogGroups } from "../names/deliveries";
import { type LogGroupPlace, isIn } from "../derived/log-group-scope";
import { sourceRegions } from "../derived/regions";
import type { DeclaredConfig } from "../schema/declared";
import { overlap, placeProblems } from "./account-and-region";
import { type Problem, type Rule, type SettingPath, entriesOf, repeated } from "./rule";

const path = ["logSources", "applicationLogs"];
const names = ["prefix", "partition", "homeRegion", "accounts", "organizationId", "trail.name"];

/** Log groups that cannot be, that would be delivered twice or without end, and quotas of AWS. */
export const applicationLogRules: readonly Rule[] = [
  {
    reads: [
      ...names,
      "regions",
      "recordedRegions",
      "logSources.applicationLogs.regions",
      "logSources.applicationLogs.logGroups",
    ],
    problems: logGroupProblems,
  },
  { reads: [...names, "regions", "recordedRegions", "logSources.applicationLogs"], problems: quotaProblems },
  {
    reads: ["logSources.applicationLogs.maskedDataIdentifiers", "logSources.applicationLogs.logGroups"],
    problems: maskingProblems,
  },
];

interface NamedPlace extends LogGroupPlace {
  readonly name: string;
}

/** What is wrong with log groups by themselves. */
export function namedPlaceProblems(
  config: DeclaredConfig,
  list: SettingPath,
  places: readonly NamedPlace[],
): Problem[] {
  const own = unsubscribedLogGroups(config);
  return places.flatMap((place, i) => [
    ...placeProblems(config, [...list, i], place),
    ...(own.includes(place.name)
      ? [{ path: [...list, i, "name"], message: "this project creates a log group of this name; use another name" }]
      : []),
    ...(place.name.startsWith("aws/")
      ? [
          {
            path: [...list, i, "name"],
            message: "CloudWatch Logs reserves names that begin with aws/; begin the name with /",
          },
        ]
      : []),
    ...places.slice(0, i).flatMap((earlier, j) =>
      earlier.name === place.name && overlap(earlier, place)
        ? [
            {
              path: [...list, i, "name"],
              message: `duplicate of ${list.join(".")}[${j}] in the same account and region; remove one`,
            },
          ]
        : [],
    ),
  ]);
}

function logGroupProblems(config: DeclaredConfig): Problem[] {
  return namedPlaceProblems(config, [...path, "logGroups"], config.logSources.applicationLogs.logGroups);
}

function maskingProblems({ logSources }: DeclaredConfig): Problem[] {
  const { maskedDataIdentifiers, logGroups } = logSources.applicationLogs;
  const list = [...path, "maskedDataIdentifiers"];
  return maskedDataIdentifiers.length > 0 && logGroups.length === 0
    ? [
        {
          path: list,
          message:
            "masking applies only to the log groups that this project creates, and logGroups is empty; add log groups, or remove the identifiers",
        },
      ]
    : repeated(entriesOf(list, maskedDataIdentifiers));
}

/** Partitions that a stream of Firehose has open at a time, unless AWS raised it. */
const activePartitions = 500;

/** Firehose refuses to partition by records with a smaller buffer, in MiB. */
const smallestPartitionBuffer = 64;

/** Bytes of the criteria by which an account's subscription leaves log groups out: 25 KB. */
const selectionBytes = 25_000;

function quotaProblems(config: DeclaredConfig): Problem[] {
  const { partitions, bufferMegabytes, subscription } = config.logSources.applicationLogs;
  const problems: Problem[] = [];
  if (partitions === "logGroup" && bufferMegabytes < smallestPartitionBuffer) {
    const message = `Firehose needs a buffer of ${smallestPartitionBuffer} MiB or more with partitions: logGroup; use ${smallestPartitionBuffer}`;
    problems.push({ path: [...path, "bufferMegabytes"], message });
  }
  const most = partitions === "logGroup" ? mostLogGroups(config) : 0;
  if (most > activePartitions) {
    const message = `${most} log groups in one account and region, and a Firehose stream can have at most ${activePartitions} active partitions; use partitions: date`;
    problems.push({ path: [...path, "partitions"], message });
  }
  const excluded = JSON.stringify([...unsubscribedLogGroups(config), ...subscription.excluded]);
  const bytes = Buffer.byteLength(`LogGroupName NOT IN ${excluded}`);
  if (subscription.mode === "all" && bytes > selectionBytes) {
    const message = `the names have ${bytes} bytes, and CloudWatch Logs accepts at most ${selectionBytes}; exclude fewer log groups`;
    problems.push({ path: [...path, "subscription", "excluded"], message });
  }
  return problems;
}

/** Listed log groups of the account and region that has most of them. */
function mostLogGroups(config: DeclaredConfig): number {
  const { logSources, accounts } = config;
  const { logGroups, subscription } = logSources.applicationLogs;
  const listed: readonly LogGroupPlace[] = [
    ...logGroups,
    ...(subscription.mode === "listed" ? subscription.existing : []),
  ];
  const named = new Set([accounts.management, ...listed.flatMap((place) => place.accounts ?? [])]);
  return [...named].reduce(
    (most, account) =>
      sourceRegions(config, "applicationLogs").reduce(
        (inAccount, region) => Math.max(inAccount, listed.filter((place) => isIn(place, account, region)).length),
        most,
      ),
    0,
  );
}
