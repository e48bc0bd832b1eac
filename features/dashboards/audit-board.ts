import { QuicksightAnalysis } from "@cdktf/provider-aws/lib/quicksight-analysis";
import { QuicksightDashboard } from "@cdktf/provider-aws/lib/quicksight-dashboard";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import type { Sheet } from "./charts";
import { type UsedDataSet, dashboardDefinition } from "./definition";
import { permissionOf } from "./permissions";

export interface AuditBoardProps {
  /** Id of the dashboard and of the analysis. */
  readonly boardId: string;
  readonly title: string;
  readonly sheets: readonly Sheet[];
  readonly dataSets: readonly UsedDataSet[];

  /** Group whose members can view the dashboard. */
  readonly readerGroupArn: string;

  /** Group whose members can change the dashboard and the analysis. Undefined if no one can. */
  readonly authorGroupArn: string | undefined;
}

/**
 * A dashboard, and an analysis with the same charts that authors can copy. Readers can only view charts. The dashboard does not
 * allow readers to export rows or to filter by other columns.
 */
export class AuditBoard extends Construct {
  constructor(scope: Construct, id: string, props: AuditBoardProps) {
    super(scope, id);

    const { boardId, title, sheets, dataSets, readerGroupArn, authorGroupArn } = props;
    const definition = dashboardDefinition(sheets, dataSets);
    const ofAuthors = permissionOf("analysisOwner", authorGroupArn);

    new QuicksightDashboard(this, "Resource", {
      dashboardId: boardId,
      name: title,
      // QuickSight publishes a new version when the description changes
      versionDescription: createHash("sha256").update(JSON.stringify(sheets)).digest("hex").slice(0, 16),
      definition,
      dashboardPublishOptions: {
        adHocFilteringOption: { availabilityStatus: "DISABLED" },
        exportToCsvOption: { availabilityStatus: "DISABLED" },
        sheetControlsOption: { visibilityState: "COLLAPSED" },
      },
      permissions: [
        ...permissionOf("dashboardReader", readerGroupArn),
        ...permissionOf("dashboardOwner", authorGroupArn),
      ],
    });
    new QuicksightAnalysis(this, "Analysis", {
      analysisId: boardId,
      name: title,
      definition,
      // With a recovery window, the id of a deleted analysis could not be used for 30 days. Terraform can create its content again
      recoveryWindowInDays: 0,
      ...(ofAuthors.length > 0 && { permissions: ofAuthors }),
    });
  }
}
