import { eventRegions } from "../../derived/regions";
import { accountIds } from "../../names/names";
import type { DeclaredConfig } from "../../schema/declared";
import type { Problem, Rule } from "../rule";

/** Partitions of a table that Athena plans for one query, at most. */
const partitionLimit = 1_000_000;

/** Rejects a dashboard that nobody sees, groups that cannot be created, and queries that the engine refuses to plan. */
export const dashboardRules: readonly Rule[] = [
  { reads: ["dashboards", "homeRegion"], problems: groupProblems },
  {
    reads: [
      "dashboards",
      "accounts",
      "partition",
      "regions",
      "recordedRegions",
      "homeRegion",
      "detections",
      "archive.secondRegion",
    ],
    problems: partitionProblems,
  },
];

function groupProblems({ dashboards, homeRegion }: DeclaredConfig): Problem[] {
  const { enabled, readerGroup, authorGroup, createGroups, identityRegion = homeRegion } = dashboards;
  if (!enabled) return [];
  const path = (setting: string) => ["dashboards", setting];
  return [
    ...(readerGroup === undefined
      ? [{ path: path("readerGroup"), message: "missing; nobody would see the dashboard: name a group of QuickSight" }]
      : []),
    ...(readerGroup !== undefined && readerGroup === authorGroup
      ? [
          {
            path: path("authorGroup"),
            message: `duplicate of dashboards.readerGroup; name another group, got ${authorGroup}`,
          },
        ]
      : []),
    ...(createGroups && identityRegion !== homeRegion
      ? [
          {
            path: path("createGroups"),
            message: `QuickSight creates groups only in ${identityRegion}, its identity region, and the root of the log archive is applied in ${homeRegion}; create them by hand and set it to false`,
          },
        ]
      : []),
  ];
}

/** A query of a data set is not split: it has one result. */
function partitionProblems(config: DeclaredConfig): Problem[] {
  const { enabled, days } = config.dashboards;
  const ofDay = accountIds(config).length * eventRegions(config).length;
  if (!enabled || days * ofDay <= partitionLimit) return [];
  const most = Math.floor(partitionLimit / ofDay);
  const fix = most >= 2 ? `set ${most} or fewer` : "set dashboards.enabled to false";
  const message = `${days} days of every account and region are ${days * ofDay} partitions, and Athena plans at most ${partitionLimit}; ${fix}`;
  return [{ path: ["dashboards", "days"], message }];
}
