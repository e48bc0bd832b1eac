import { gzipSync } from "node:zlib";
import type { CloudTrailEvent } from "./event";
import type { Random } from "./random";

/** Location of the files of a trail. */
export interface TrailLayout {
  readonly bucket: string;

  /** Key prefix of the trail, without slashes at its ends. */
  readonly prefix: string;
  readonly organizationId: string;
  readonly trailName: string;

  /** Home region of the trail. */
  readonly homeRegion: string;
}

/** An object as CloudTrail delivers it. */
export interface TrailFile {
  readonly key: string;
  readonly body: Buffer;
}

/** A log file with the events of one account and region that were delivered together. */
export interface LogFile extends TrailFile {
  readonly account: string;
  readonly region: string;

  /** Hour of the delivery, `yyyy-MM-ddTHH`. */
  readonly hour: string;
  readonly events: readonly CloudTrailEvent[];
}

/** Hours whose events are delivered together. */
const fileHours = 6;

/** The last hour in which events are delivered together with an event. */
function deliveryHour({ eventTime }: CloudTrailEvent): string {
  const hour = Number(eventTime.slice(11, 13));
  const last = hour - (hour % fileHours) + fileHours - 1;
  return `${eventTime.slice(0, 11)}${String(last).padStart(2, "0")}`;
}

/**
 * Log files of the events, one for each account, region and quarter of a day with events.
 *
 * CloudTrail writes log files about every five minutes. Every query opens every file of its days, so a day has few files here.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function logFiles(events: readonly CloudTrailEvent[], layout: TrailLayout, random: Random): LogFile[] {
  const groups = new Map<string, CloudTrailEvent[]>();
  for (const event of events) {
    const group = [event.recipientAccountId, event.awsRegion, deliveryHour(event)].join(" ");
    groups.set(group, [...(groups.get(group) ?? []), event]);
  }
  return [...groups].map(([group, records]) => {
    const [account = "", region = "", hour = ""] = group.split(" ");
    // The day of a log file is the day of its delivery, so the delivery is in the same hour
    const delivered = `${hour.replaceAll("-", "")}59Z`;
    const name = `${account}_CloudTrail_${region}_${delivered}_${random.suffix()}.json.gz`;
    return {
      account,
      region,
      hour,
      events: records,
      key: `${folderOf({ layout, account, kind: "CloudTrail", region, day: hour.slice(0, 10) })}/${name}`,
      body: gzipSync(JSON.stringify({ Records: records })),
    };
  });
}

interface FolderOfOptions {
  readonly layout: TrailLayout;
  readonly account: string;
  readonly kind: string;
  readonly region: string;
  readonly day: string;
}

/** Folder of the files of an account, region and day (`yyyy-MM-dd`). */
export function folderOf({ layout, account, kind, region, day }: FolderOfOptions): string {
  const { prefix, organizationId } = layout;
  return [prefix, "AWSLogs", organizationId, account, kind, region, day.replaceAll("-", "/")].join("/");
}
