import { gzipSync } from "node:zlib";
import { folderOf } from "../events/log-file";
import { type LogObject, type LogScene, timeAt } from "./scene";
import { story } from "./story";

/** Start or end of an unusual activity, as a row of the table. */
export interface InsightRow {
  readonly account: string;
  readonly eventtime: string;
  readonly sharedeventid: string;
  readonly state: "Start" | "End";
  readonly eventname: string;
  readonly insighttype: string;

  /** Calls per minute before and during the activity. */
  readonly baseline: number;
  readonly insight: number;

  /** ARN of the caller with the most calls. */
  readonly by: string;
}

/** The unusual activity of the day: secrets were listed much more often than before. */
export function insightRows(scene: LogScene): InsightRow[] {
  const episode = {
    account: scene.payments,
    sharedeventid: "0c0ffee0-0000-4000-8000-00000000feed",
    eventname: "ListSecrets",
    insighttype: "ApiCallRateInsight",
    baseline: 0.02,
    insight: 4.5,
    by: `arn:${scene.partition}:iam::${scene.payments}:user/${story.userName}`,
  };
  return [
    { ...episode, state: "Start", eventtime: timeAt(scene, "02:11:00") },
    { ...episode, state: "End", eventtime: timeAt(scene, "02:15:00") },
  ];
}

/** The same rows as a log file of the trail. */
export function insightObjects(scene: LogScene): LogObject[] {
  const { names, home, day, organizationId } = scene;
  const { buckets, prefixes, trailName, trailArn } = names;
  const layout = { bucket: buckets.trail, prefix: prefixes.trail, organizationId, trailName, homeRegion: home };
  const name = `${scene.payments}_CloudTrail-Insight_${home}_${day.replaceAll("-", "")}T0245Z_0a1B2c3D4e5F6g7H.json.gz`;
  return [
    {
      bucket: buckets.trail,
      key: `${folderOf({ layout, account: scene.payments, kind: "CloudTrail-Insight", region: home, day })}/${name}`,
      body: gzipSync(JSON.stringify({ Records: insightRows(scene).map((row, i) => record(home, row, i)) })),
      deliveredBy: { principal: "cloudtrail.amazonaws.com", sourceArn: trailArn },
    },
  ];
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html */
function record(home: string, row: InsightRow, i: number) {
  const { account, eventtime, sharedeventid, state, eventname, insighttype, baseline, insight, by } = row;
  const attribution = {
    attribute: "userIdentityArn",
    insight: [{ value: by, average: insight }],
    baseline: [{ value: by, average: baseline }],
  };
  return {
    eventVersion: "1.09",
    eventTime: eventtime,
    awsRegion: home,
    eventID: `${sharedeventid.slice(0, -1)}${i}`,
    eventType: "AwsCloudTrailInsight",
    recipientAccountId: account,
    sharedEventID: sharedeventid,
    insightDetails: {
      state,
      eventSource: "secretsmanager.amazonaws.com",
      eventName: eventname,
      insightType: insighttype,
      insightContext: {
        statistics: {
          baseline: { average: baseline },
          insight: { average: insight },
          insightDuration: 4,
          baselineDuration: 10_080,
        },
        attributions: [attribution],
      },
    },
    eventCategory: "Insight",
  };
}
