import { trailPartitions } from "./cloudtrail";
import { cloudTrailRecords } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";

/**
 * Unusual rates of calls and errors that CloudTrail Insights found.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
export function cloudTrailInsightsTable(source: TableLocation): LogTable {
  return {
    name: "cloudtrail_insights",
    description:
      "Unusual rates of calls and errors, as CloudTrail Insights detected them; empty if trail.insights is empty",
    columns,
    ...trailPartitions(source, "CloudTrail-Insight"),
    ...cloudTrailRecords,
    notes: [
      "An episode of unusual activity has two events, one with state Start and one with state End. Both have the same `sharedeventid`.",
    ],
  };
}

const averages = "array<struct<value:string,average:double>>";
const insightContext = [
  "statistics:struct<baseline:struct<average:double>,insight:struct<average:double>,insightduration:int,baselineduration:int>",
  `attributions:array<struct<attribute:string,insight:${averages},baseline:${averages}>>`,
].join(",");

const insightDetails = [
  "state:string,eventsource:string,eventname:string,insighttype:string,errorcode:string",
  `insightcontext:struct<${insightContext}>`,
].join(",");

const columns: readonly Column[] = [
  { name: "eventversion", type: "string", comment: "Version of the event's format" },
  { name: "eventtime", type: "string", comment: "Beginning or end of the unusual rate, ISO 8601 in UTC" },
  { name: "awsregion", type: "string", comment: "Region of the unusual activity" },
  { name: "eventid", type: "string", comment: "Id of the event" },
  { name: "eventtype", type: "string", comment: "AwsCloudTrailInsight" },
  { name: "recipientaccountid", type: "string", comment: "Account of the unusual activity" },
  { name: "sharedeventid", type: "string", comment: "Id of the episode, the same at its beginning and its end" },
  {
    name: "insightdetails",
    type: `struct<${insightDetails}>`,
    comment: "The unusual activity: state Start or End, call, kind, averages before and during it, and callers",
  },
  { name: "eventcategory", type: "string", comment: "Insight" },
];
