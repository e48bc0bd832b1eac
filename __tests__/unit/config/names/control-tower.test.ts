import { controlTowerBuckets, controlTowerLogs, controlTowerNames } from "../../../../config/names/control-tower";
import { account, arn } from "../../../../sample-data/values";
import { type Changes, everyControlTowerSetting, parse } from "../configuration";

const keyArn = arn("kms", "eu-west-1", account(1), "key/control-tower");
const of = (layout: string, changes: Changes = {}) =>
  parse({ mode: "controlTower", "controlTower.layout": layout, ...changes });

test("layout 3.x has one bucket for the trail and for AWS Config", () => {
  const bucket = `aws-controltower-logs-${account(2)}-eu-west-1`;
  const config = of("3.x", { "controlTower.trailKmsKeyArn": keyArn });

  expect(controlTowerNames(config)).toEqual({
    trailName: "aws-controltower-BaselineCloudTrail",
    trailBucket: bucket,
    trailPrefix: "o-a1b2c3d4e5",
    trailKmsKeyArn: keyArn,
    logGroupName: "aws-controltower/CloudTrailLogs",
    configBucket: bucket,
    configPrefix: "o-a1b2c3d4e5",
    configKmsKeyArn: keyArn,
  });
  expect(controlTowerBuckets(config)).toEqual([bucket]);
  expect(controlTowerLogs(config).locations).toEqual([
    `s3://${bucket}/o-a1b2c3d4e5/AWSLogs/o-a1b2c3d4e5`,
    `s3://${bucket}/o-a1b2c3d4e5/AWSLogs/????????????/Config`,
  ]);
});

test("layout 4.x uses the configured names, and its AWS Config bucket does not use the trail's key", () => {
  const config = parse({ ...everyControlTowerSetting, "controlTower.configKmsKeyArn": undefined });

  expect(controlTowerNames(config)).toMatchObject({
    trailBucket: "aws-controltower-logs-abc-xyz",
    logGroupName: "aws-controltower/CloudTrailLogs-abc-xyz",
    configBucket: "aws-controltower-config-logs-abc-xyz",
    trailKmsKeyArn: keyArn,
    configKmsKeyArn: undefined,
  });
  expect(controlTowerLogs(config).kmsKeyArns).toEqual([keyArn]);
});

test("layout landingZoneAccelerator has the trail and the bucket of the Landing Zone Accelerator", () => {
  const bucket = `aws-accelerator-central-logs-${account(2)}-eu-west-1`;
  const config = of("landingZoneAccelerator");

  expect(controlTowerNames(config)).toMatchObject({
    trailName: "AWSAccelerator-Organizations-CloudTrail",
    logGroupName: "aws-accelerator-cloudtrail-logs",
  });
  expect(controlTowerLogs(config)).toEqual({
    locations: [
      `s3://${bucket}/cloudtrail-organization/AWSLogs/o-a1b2c3d4e5`,
      `s3://${bucket}/AWSLogs/????????????/Config`,
    ],
    kmsKeyArns: [],
  });
});

test("another mode reads nothing from Control Tower", () => {
  expect(controlTowerBuckets(parse())).toEqual([]);
  expect(controlTowerLogs(parse())).toEqual({ locations: [], kmsKeyArns: [] });
});
