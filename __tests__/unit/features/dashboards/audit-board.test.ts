import { QuicksightAnalysis } from "@cdktf/provider-aws/lib/quicksight-analysis";
import { QuicksightDashboard } from "@cdktf/provider-aws/lib/quicksight-dashboard";
import { AuditBoard, type AuditBoardProps } from "../../../../features/dashboards/audit-board";
import { activitySheet } from "../../../../features/dashboards/charts";
import { activity } from "../../../../features/dashboards/data-sets";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const group = (name: string) => arn("quicksight", "us-east-1", account(2), `group/default/${name}`);
const board = (changes: Partial<AuditBoardProps> = {}) =>
  synth((scope) => {
    new AuditBoard(scope, "Board", {
      boardId: "acme-audit",
      title: "Audit",
      sheets: [activitySheet],
      dataSets: [{ definition: activity(14), arn: "data-set" }],
      readerGroupArn: group("readers"),
      authorGroupArn: undefined,
      ...changes,
    });
  });
const quickSight = (...actions: string[]) => actions.map((action) => `quicksight:${action}`);
const readers = {
  principal: group("readers"),
  actions: quickSight("DescribeDashboard", "ListDashboardVersions", "QueryDashboard"),
};

describe("AuditBoard", () => {
  test("readers view the dashboard without authors, and nobody has access to the analysis", () => {
    expect(board().one(QuicksightDashboard).permissions).toEqual([readers]);
    expect(board().one(QuicksightAnalysis).permissions).toBeUndefined();
  });

  test("authors own the dashboard and the analysis, with a set of actions that QuickSight accepts", () => {
    const made = board({ authorGroupArn: group("authors") });
    const owner = quickSight(
      "DeleteDashboard",
      "DescribeDashboard",
      "DescribeDashboardPermissions",
      "ListDashboardVersions",
      "QueryDashboard",
      "UpdateDashboard",
      "UpdateDashboardPermissions",
      "UpdateDashboardPublishedVersion",
    );

    expect(made.one(QuicksightDashboard).permissions).toEqual([
      readers,
      { principal: group("authors"), actions: owner },
    ]);
    expect(made.one(QuicksightAnalysis).permissions).toEqual([
      {
        principal: group("authors"),
        actions: quickSight(
          "DeleteAnalysis",
          "DescribeAnalysis",
          "DescribeAnalysisPermissions",
          "QueryAnalysis",
          "RestoreAnalysis",
          "UpdateAnalysis",
          "UpdateAnalysisPermissions",
        ),
      },
    ]);
  });

  test("readers can neither export rows nor filter by other columns", () => {
    expect(board().one(QuicksightDashboard).dashboard_publish_options).toMatchObject({
      ad_hoc_filtering_option: { availability_status: "DISABLED" },
      export_to_csv_option: { availability_status: "DISABLED" },
    });
  });

  test("the analysis has the charts of the dashboard, and its id can be reused after deletion", () => {
    const made = board();
    const analysis = made.one(QuicksightAnalysis);

    expect(analysis.definition).toEqual(made.one(QuicksightDashboard).definition);
    expect(analysis.recovery_window_in_days).toBe(0);
  });

  test("a change of the sheet creates a new version", () => {
    const version = (changes: Partial<AuditBoardProps>) => board(changes).one(QuicksightDashboard).version_description;

    expect(version({})).toMatch(/^[0-9a-f]{16}$/);
    expect(version({ sheets: [{ ...activitySheet, title: "Other" }] })).not.toBe(version({}));
  });
});
