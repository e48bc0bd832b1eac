import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { ArchiveDashboard } from "../../../../modules/monitoring/archive-dashboard";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const alarmArns = [arn("cloudwatch", "eu-west-1", account(2), "alarm:acme-digests-missing")];
const { dashboard_name, dashboard_body } = synth((scope) => {
  new ArchiveDashboard(scope, "Dashboard", {
    dashboardName: "acme-archive",
    region: "eu-west-1",
    bucketName: "acme-trail-archive",
    filterIds: { trail: "files", digests: "digests" },
    alarmArns,
  });
}).one(CloudwatchDashboard);
const [alarms, ...graphs] = JSON.parse(dashboard_body).widgets;

test("ArchiveDashboard contains the alarms of the archive, and counts of written, refused and missing files", () => {
  const of = (name: string, filter: string) => ["AWS/S3", name, "BucketName", "acme-trail-archive", "FilterId", filter];

  expect(dashboard_name).toBe("acme-archive");
  expect(alarms.properties.alarms).toEqual(alarmArns);
  expect(
    graphs.map(({ properties }: { properties: { metrics: unknown[][] } }) =>
      properties.metrics.map((metric) => metric.slice(0, 6)),
    ),
  ).toEqual([
    [of("PutRequests", "files")],
    [of("4xxErrors", "files"), of("5xxErrors", "files")],
    [of("PutRequests", "digests")],
  ]);
});

test("the graphs of ArchiveDashboard fill one row below the alarms", () => {
  expect([alarms, ...graphs].map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
    [0, 0, 24, 3],
    [0, 3, 8, 6],
    [8, 3, 8, 6],
    [16, 3, 8, 6],
  ]);
});
