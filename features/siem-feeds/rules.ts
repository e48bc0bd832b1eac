import type { DeclaredConfig } from "../../config/schema/declared";
import { type Problem, type Rule, entriesOf, repeatedValues } from "../../config/rules/rule";

type SiemFeed = DeclaredConfig["siemFeeds"][number];

/** Rejects feeds without a reader, and feeds of logs whose bucket does not belong to this project. */
export const siemFeedRules: readonly Rule[] = [
  { reads: ["siemFeeds"], problems: nameProblems },
  { reads: ["siemFeeds"], problems: readerProblems },
  { reads: ["siemFeeds", "partition"], problems: partitionProblems },
  { reads: ["siemFeeds", "mode", "existing", "archive.existing"], problems: trailProblems },
  { reads: ["siemFeeds", "logSources.webAclLogs.enabled"], problems: webAclProblems },
];

const pathOf = (i: number, ...more: readonly (string | number)[]) => ["siemFeeds", i, ...more];

/** The problem of each feed that has one. */
const inEach = ({ siemFeeds }: DeclaredConfig, problems: (feed: SiemFeed, i: number) => Problem[]): Problem[] =>
  siemFeeds.flatMap(problems);

function nameProblems({ siemFeeds }: DeclaredConfig): Problem[] {
  return [
    ...repeatedValues(siemFeeds.map(({ name }, i) => ({ path: pathOf(i, "name"), value: name }))),
    ...siemFeeds.flatMap(({ logs }, i) => repeatedValues(entriesOf(pathOf(i, "logs"), logs))),
  ];
}

function readerProblems(config: DeclaredConfig): Problem[] {
  return inEach(config, ({ readerArn, externalId, sentinelWorkspaceId }, i) => {
    if (sentinelWorkspaceId !== undefined) {
      const message =
        "has no effect with sentinelWorkspaceId, because Sentinel has no principal in AWS; remove one of the two settings";
      return Object.entries({ readerArn, externalId })
        .filter(([, value]) => value !== undefined)
        .map(([name]) => ({ path: pathOf(i, name), message }));
    }
    if (readerArn === undefined && externalId === undefined) {
      const message = "the feed has no reader; set readerArn and externalId, or sentinelWorkspaceId";
      return [{ path: pathOf(i), message }];
    }
    return Object.entries({ readerArn, externalId })
      .filter(([, value]) => value === undefined)
      .map(([name]) => ({
        path: pathOf(i, name),
        message: "required, because only this principal with this external id may assume the role",
      }));
  });
}

function partitionProblems(config: DeclaredConfig): Problem[] {
  return inEach(config, ({ readerArn, sentinelWorkspaceId }, i) => {
    const { partition } = config;
    if (sentinelWorkspaceId !== undefined && partition !== "aws") {
      const message = `this project supports Microsoft Sentinel only in partition aws, and partition is ${partition}; remove the setting`;
      return [{ path: pathOf(i, "sentinelWorkspaceId"), message }];
    }
    if (readerArn === undefined || readerArn.split(":")[1] === partition) return [];
    return [{ path: pathOf(i, "readerArn"), message: `not an ARN of partition ${partition}` }];
  });
}

/** S3 has one notification configuration for a bucket. The configuration of a feed would replace the owner's. */
function trailProblems(config: DeclaredConfig): Problem[] {
  const { mode, existing, archive } = config;
  const owner =
    mode === "controlTower"
      ? "Control Tower, which denies changes to the bucket"
      : (archive.existing ?? existing.trailBucket) === undefined
        ? undefined
        : "another owner, who may depend on its event notifications";
  if (owner === undefined) return [];
  return inEach(config, ({ logs }, i) =>
    logs.flatMap((name, j) =>
      name === "trail"
        ? [
            {
              path: pathOf(i, "logs", j),
              message: `the bucket of the trail belongs to ${owner}; remove trail from the list`,
            },
          ]
        : [],
    ),
  );
}

function webAclProblems(config: DeclaredConfig): Problem[] {
  if (config.logSources.webAclLogs.enabled) return [];
  const message =
    "logSources.webAclLogs is disabled, so these logs have no bucket; set logSources.webAclLogs.enabled to true, or remove webAclLogs from the list";
  return inEach(config, ({ logs }, i) =>
    logs.flatMap((name, j) => (name === "webAclLogs" ? [{ path: pathOf(i, "logs", j), message }] : [])),
  );
}
