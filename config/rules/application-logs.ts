import { logGroupReads } from "../../features/log-groups";
import { unsubscribedLogGroups } from "../names/deliveries";
import { type LogGroupScope, isIn } from "../derived/log-group-scope";
import { sourceRegions } from "../derived/regions";
import type { DeclaredConfig } from "../schema/declared";
import { overlap, scopeProblems } from "./account-and-region";
import { type Problem, type Rule, type SettingPath, entriesOf, nameReads, repeatedValues } from "./rule";

const path = ["logSources", "applicationLogs"];

/** Rejects invalid log groups, log groups that would be delivered twice or in a loop, and settings that exceed AWS quotas. */
export const applicationLogRules: readonly Rule[] = [
  {
    reads: [
      ...nameReads,
      ...logGroupReads,
      "regions",
      "recordedRegions",
      "logSources.applicationLogs.regions",
      "logSources.applicationLogs.logGroups",
    ],
    problems: logGroupProblems,
  },
  {
    reads: [...nameReads, ...logGroupReads, "regions", "recordedRegions", "logSources.applicationLogs"],
    problems: quotaProblems,
    ofAccounts: true,
  },
  {
    reads: ["logSources.applicationLogs.maskedDataIdentifiers", "logSources.applicationLogs.logGroups"],
    problems: maskingProblems,
  },
];

interface NamedLogGroup extends LogGroupScope {
  readonly name: string;
}

/** Problems of log groups that do not depend on other settings. */
export function namedLogGroupProblems(
  config: DeclaredConfig,
  list: SettingPath,
  logGroups: readonly NamedLogGroup[],
): Problem[] {
  const own = unsubscribedLogGroups(config);
  return logGroups.flatMap((logGroup, i) => [
    ...scopeProblems(config, [...list, i], logGroup),
    ...(own.includes(logGroup.name)
      ? [
          {
            path: [...list, i, "name"],
            message: "this project already creates a log group with this name; use another name",
          },
        ]
      : []),
    ...logGroups.slice(0, i).flatMap((earlier, j) =>
      earlier.name === logGroup.name && overlap(earlier, logGroup)
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
  return namedLogGroupProblems(config, [...path, "logGroups"], config.logSources.applicationLogs.logGroups);
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
    : repeatedValues(entriesOf(list, maskedDataIdentifiers));
}

/** Maximum number of partitions that a Firehose stream has open at a time (AWS's default quota). */
const activePartitions = 500;

/** Smallest buffer, in MiB, that Firehose accepts with dynamic partitioning. */
const smallestPartitionBuffer = 64;

/** Maximum size of the selection criteria, in bytes, with which the subscription of an account excludes log groups: 25 KB. */
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
    const message = `${most} log groups in one account and region, but a Firehose stream can have at most ${activePartitions} active partitions; use partitions: date`;
    problems.push({ path: [...path, "partitions"], message });
  }
  const excluded = JSON.stringify([...unsubscribedLogGroups(config), ...subscription.excluded]);
  const bytes = Buffer.byteLength(`LogGroupName NOT IN ${excluded}`);
  if (subscription.mode === "all" && bytes > selectionBytes) {
    const message = `the selection criteria with these names have ${bytes} bytes, and CloudWatch Logs accepts at most ${selectionBytes}; exclude fewer log groups`;
    problems.push({ path: [...path, "subscription", "excluded"], message });
  }
  return problems;
}

/** Largest number of listed log groups in one account and region. */
function mostLogGroups(config: DeclaredConfig): number {
  const { logSources, accounts } = config;
  const { logGroups, subscription } = logSources.applicationLogs;
  const listed: readonly LogGroupScope[] = [
    ...logGroups,
    ...(subscription.mode === "listed" ? subscription.existing : []),
  ];
  const named = new Set([accounts.management, ...listed.flatMap((logGroup) => logGroup.accounts ?? [])]);
  return [...named].reduce(
    (most, account) =>
      sourceRegions(config, "applicationLogs").reduce(
        (inAccount, region) => Math.max(inAccount, listed.filter((logGroup) => isIn(logGroup, account, region)).length),
        most,
      ),
    0,
  );
}
