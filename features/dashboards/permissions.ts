/**
 * The sets of actions that QuickSight accepts as a permission on an asset. It refuses other combinations.
 *
 * @see https://docs.aws.amazon.com/quicksight/latest/APIReference/API_ResourcePermission.html
 */
const actionSets = {
  dashboardReader: ["DescribeDashboard", "ListDashboardVersions", "QueryDashboard"],
  dashboardOwner: [
    "DeleteDashboard",
    "DescribeDashboard",
    "DescribeDashboardPermissions",
    "ListDashboardVersions",
    "QueryDashboard",
    "UpdateDashboard",
    "UpdateDashboardPermissions",
    "UpdateDashboardPublishedVersion",
  ],
  analysisOwner: [
    "DeleteAnalysis",
    "DescribeAnalysis",
    "DescribeAnalysisPermissions",
    "QueryAnalysis",
    "RestoreAnalysis",
    "UpdateAnalysis",
    "UpdateAnalysisPermissions",
  ],
  dataSetUser: ["DescribeDataSet", "DescribeDataSetPermissions", "DescribeIngestion", "ListIngestions", "PassDataSet"],
} as const;

/** A permission of one group on an asset of QuickSight. */
export interface AssetPermission {
  readonly principal: string;
  readonly actions: string[];
}

/** The permission of a group as a list. Empty without a group. */
export function permissionOf(set: keyof typeof actionSets, groupArn: string | undefined): AssetPermission[] {
  if (groupArn === undefined) return [];
  return [{ principal: groupArn, actions: actionSets[set].map((action) => `quicksight:${action}`) }];
}
