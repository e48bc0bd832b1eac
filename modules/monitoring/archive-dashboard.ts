import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { dashboardBody } from "./dashboard-grid";
import { alarmStates, overTime } from "./dashboard-widgets";
import { literal } from "../terraform/terraform-template";

export interface ArchiveDashboardProps {
  readonly dashboardName: string;
  readonly region: string;
  readonly bucketName: string;

  /** Filters of the bucket's request metrics: one for all files of the trail, and one for digests. */
  readonly filterIds: { readonly trail: string; readonly digests: string };
  readonly alarmArns: readonly string[];
}

/** A dashboard that shows whether CloudTrail writes to the trail archive. It is in the log-archive account, which has the metrics. */
export class ArchiveDashboard extends Construct {
  constructor(scope: Construct, id: string, props: ArchiveDashboardProps) {
    super(scope, id);

    const { region, filterIds } = props;
    const metric = (name: string, filter: string, label: string) =>
      ["AWS/S3", name, "BucketName", props.bucketName, "FilterId", filter, { label }] as const;
    const size = { width: 8, height: 6 };

    new CloudwatchDashboard(this, "Resource", {
      dashboardName: props.dashboardName,
      dashboardBody: literal(
        dashboardBody([
          alarmStates({ width: 24, height: 3 }, "Trail archive", props.alarmArns),
          [
            overTime(size, {
              title: "Files that the trail writes",
              region,
              metrics: [metric("PutRequests", filterIds.trail, "writes")],
              periodSeconds: 900,
            }),
            overTime(size, {
              title: "Refused and failed requests",
              region,
              metrics: [
                metric("4xxErrors", filterIds.trail, "refused"),
                metric("5xxErrors", filterIds.trail, "failed"),
              ],
              periodSeconds: 900,
            }),
            overTime(size, {
              title: "Digests of the management account",
              region,
              metrics: [metric("PutRequests", filterIds.digests, "digests")],
              periodSeconds: 3600,
            }),
          ],
        ]),
      ),
    });
  }
}
