import { eventRegions } from "../../config/derived/regions";
import { accountIds } from "../../config/derived/accounts";
import type { DeclaredConfig } from "../../config/schema/declared";
import type { Problem, Rule } from "../../config/rules/rule";

/** Maximum number of partitions of a table that Athena plans for one query. */
const partitionLimit = 1_000_000;

/** Rejects a dashboard that no one sees, groups that cannot be created, and queries that the engine refuses to plan. */
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
      ? [
          {
            path: path("readerGroup"),
            message:
              "required, because otherwise no one could open the dashboard; set this setting to a group of QuickSight",
          },
        ]
      : []),
    ...(readerGroup !== undefined && readerGroup === authorGroup
      ? [
          {
            path: path("authorGroup"),
            message: `duplicate of dashboards.readerGroup; use another group`,
          },
        ]
      : []),
    ...(createGroups && identityRegion !== homeRegion
      ? [
          {
            path: path("createGroups"),
            message: `QuickSight creates groups only in its identity region ${identityRegion}, and Terraform applies the root of the log archive in ${homeRegion}; create the groups yourself and set this setting to false`,
          },
        ]
      : []),
  ];
}

/** The command `trailkeeper query` splits a query with too many partitions, but QuickSight does not split the query of a data set. */
function partitionProblems(config: DeclaredConfig): Problem[] {
  const { enabled, days } = config.dashboards;
  const ofDay = accountIds(config).length * eventRegions(config).length;
  if (!enabled || days * ofDay <= partitionLimit) return [];
  const most = Math.floor(partitionLimit / ofDay);
  const fix = most >= 2 ? `set ${most} or fewer` : "set dashboards.enabled to false";
  const message = `${days} days of every account and region are ${days * ofDay} partitions, and Athena plans at most ${partitionLimit}; ${fix}`;
  return [{ path: ["dashboards", "days"], message }];
}
