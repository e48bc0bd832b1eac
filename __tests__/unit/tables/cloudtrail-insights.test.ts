import { cloudTrailInsightsTable } from "../../../tables/cloudtrail-insights";
import { cloudTrailRecords } from "../../../tables/formats";
import { folderIn, logSource, typesOf } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = cloudTrailInsightsTable(logSource);

describe("cloudTrailInsightsTable", () => {
  test("finds the Insights events at the trail's location, beside the other events", () => {
    expect(folderIn(table, { account: account(1), region: "eu-west-1", day: "2026/01/31" })).toBe(
      `s3://acme-logs/here/${account(1)}/CloudTrail-Insight/eu-west-1/2026/01/31`,
    );
  });

  test("returns a row for each record", () => {
    expect(table).toMatchObject(cloudTrailRecords);
  });

  test("has the fields of an Insights event, with its details as a struct", () => {
    expect(typesOf(table)).toEqual([
      "eventversion string",
      "eventtime string",
      "awsregion string",
      "eventid string",
      "eventtype string",
      "recipientaccountid string",
      "sharedeventid string",
      expect.stringMatching(
        /^insightdetails struct<state:string,eventsource:string,eventname:string,insighttype:string,errorcode:string,insightcontext:struct<.*>>$/,
      ),
      "eventcategory string",
    ]);
  });
});
