import { gunzipSync } from "node:zlib";
import { dayOfEvents } from "../../../../sample-data/events/day-of-events";
import type { CloudTrailEvent } from "../../../../sample-data/events/event";
import { folderOf, type LogFile, logFiles } from "../../../../sample-data/events/log-file";
import { Random } from "../../../../sample-data/events/random";
import { daySource, trailLayout } from "../../../support/organization-day";
import { account } from "../../../../sample-data/values";

const events = dayOfEvents(daySource);
const files = logFiles(events, trailLayout, new Random("files"));

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
const keyOfAWS =
  /^cloudtrail-logs\/AWSLogs\/o-a1b2c3d4e5\/(?<account>\d{12})\/CloudTrail\/(?<region>[a-z]{2}-[a-z]+-\d)\/(?<year>\d{4})\/(?<month>\d\d)\/(?<day>\d\d)\/\k<account>_CloudTrail_\k<region>_\k<year>\k<month>\k<day>T(?<hour>\d\d)(?<minute>\d\d)Z_[A-Za-z0-9]{16}\.json\.gz$/;

/** Returns the parts of the key of a file. */
function said({ key }: LogFile) {
  const { account: id, region, year, month, day, hour, minute } = keyOfAWS.exec(key)?.groups ?? {};
  return { account: id, region, day: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}

const content = ({ body }: LogFile) => JSON.parse(gunzipSync(body).toString());

describe("the log files of a day", () => {
  test("the log files of a day have the keys of CloudTrail", () => {
    expect(files.map(({ key }) => key).filter((key) => !keyOfAWS.test(key))).toEqual([]);
  });

  test("the log files of a day have unique names, even without their content", () => {
    expect(new Set(files.map(({ key }) => key.slice(key.lastIndexOf("_")))).size).toBe(files.length);
  });

  test("the log files of a day contain compressed records, and nothing else", () => {
    for (const file of files) expect(content(file)).toEqual({ Records: file.events });
  });

  test("the log files of a day contain every event once, and no others", () => {
    const held = files.flatMap((file) => content(file).Records as CloudTrailEvent[]);
    const byId = (a: CloudTrailEvent, b: CloudTrailEvent) => a.eventID.localeCompare(b.eventID);

    expect(held.toSorted(byId)).toEqual(events.toSorted(byId));
  });

  test("the log files of a day contain only events of their own account, region and day", () => {
    for (const file of files) {
      const own = said(file);
      expect(own).toMatchObject({ account: file.account, region: file.region });
      for (const { recipientAccountId, awsRegion, eventTime } of file.events) {
        expect({ account: recipientAccountId, region: awsRegion, day: eventTime.slice(0, 10) }).toEqual({
          account: own.account,
          region: own.region,
          day: own.day,
        });
      }
    }
  });

  test("the log files of a day are delivered within six hours after their events, and not before them", () => {
    for (const file of files) {
      const { day, time } = said(file);
      const hours = file.events.map(({ eventTime }) => Number(time.slice(0, 2)) - Number(eventTime.slice(11, 13)));
      expect(file.hour).toBe(`${day}T${time.slice(0, 2)}`);
      expect(Math.max(...hours)).toBeLessThan(6);
      expect(file.events.filter(({ eventTime }) => eventTime.slice(11, 16) > time)).toEqual([]);
    }
  });

  test("the log files of a day are few", () => {
    const ofPlace = (file: LogFile) =>
      files.filter(({ account: id, region }) => id === file.account && region === file.region);

    expect(Math.max(...files.map((file) => ofPlace(file).length))).toBe(4);
  });

  test("keep the order of their events", () => {
    for (const file of files) {
      const times = file.events.map(({ eventTime }) => eventTime);
      expect(times).toEqual(times.toSorted());
    }
  });

  test("the log files of a day are the same in every run", () => {
    expect(logFiles(events, trailLayout, new Random("files"))).toEqual(files);
  });

  test("the log files of a day are an empty list without events", () => {
    expect(logFiles([], trailLayout, new Random("files"))).toEqual([]);
  });
});

test("an event just before midnight and an event at midnight are in files of two days", () => {
  const at = (eventTime: string) => ({ ...events[0], eventTime }) as CloudTrailEvent;
  const two = logFiles([at("2026-03-04T23:59:59Z"), at("2026-03-05T00:00:00Z")], trailLayout, new Random("files"));

  expect(two.map((file) => said(file).day)).toEqual(["2026-03-04", "2026-03-05"]);
});

test("the folder of an account's day is the location of the table's partition", () => {
  expect(
    folderOf({
      layout: trailLayout,
      account: account(3),
      kind: "CloudTrail-Digest",
      region: "eu-west-1",
      day: "2026-03-04",
    }),
  ).toBe(`cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/${account(3)}/CloudTrail-Digest/eu-west-1/2026/03/04`);
});
