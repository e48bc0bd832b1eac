import {
  cloudTrailLocation,
  managementTrail,
  ownTrail,
  watchesTrailArchive,
} from "../../../../config/names/management-trail";
import { account, arn } from "../../../../sample-data/values";
import { parse } from "../configuration";

const beside = { mode: "controlTower", "controlTower.layout": "3.x" };
const dataEvents = [{ resourceType: "AWS::S3::Object", arnPrefixes: [arn("s3", "", "", "acme-payroll/")] }];

test("this project's own trail records management events by default", () => {
  expect(managementTrail(parse())).toEqual({
    name: "acme-organization-trail",
    arn: arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail"),
    bucketName: `acme-trail-archive-${account(2)}`,
    prefix: "cloudtrail-logs",
    logGroupName: "acme-organization-trail",
    logGroupArn: arn("logs", "eu-west-1", account(1), "log-group:acme-organization-trail"),
    location: `s3://acme-trail-archive-${account(2)}/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5`,
  });
});

test("Control Tower's trail records management events under Control Tower, and the tables read it", () => {
  const bucket = `aws-controltower-logs-${account(2)}-eu-west-1`;
  const config = parse(beside);

  expect(managementTrail(config)).toEqual({
    name: "aws-controltower-BaselineCloudTrail",
    arn: arn("cloudtrail", "eu-west-1", account(1), "trail/aws-controltower-BaselineCloudTrail"),
    bucketName: bucket,
    prefix: "o-a1b2c3d4e5",
    logGroupName: "aws-controltower/CloudTrailLogs",
    logGroupArn: arn("logs", "eu-west-1", account(1), "log-group:aws-controltower/CloudTrailLogs"),
    location: `s3://${bucket}/o-a1b2c3d4e5/AWSLogs/o-a1b2c3d4e5`,
  });
  expect(cloudTrailLocation(config)).toBe(managementTrail(config).location);
});

test.each([
  ["allEvents", {}],
  ["allEvents", { "trail.dataEvents": dataEvents }],
  ["none", beside],
  ["dataEvents", { ...beside, "trail.dataEvents": dataEvents }],
])("this project's own trail records %s", (records, changes) => {
  expect(ownTrail(parse(changes))).toBe(records);
});

test("metrics of the trail archive have alarms only if the archive contains management events", () => {
  expect(watchesTrailArchive(parse())).toBe(true);
  expect(watchesTrailArchive(parse({ "notifications.silence.archiveMetrics": false }))).toBe(false);
  expect(watchesTrailArchive(parse(beside))).toBe(false);
});
