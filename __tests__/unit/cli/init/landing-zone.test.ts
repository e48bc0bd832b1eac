import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import type { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { parseConfig } from "../../../../config/load";
import { configurationText } from "../../../../cli/init/configuration";
import { completeLandingZone, trailMessages } from "../../../../cli/init/find-landing-zone";
import {
  type OrganizationTrail,
  landingZoneOf,
  landingZoneTrail,
  logArchiveOf,
  missingFacts,
  readConfigDelivery,
  readOrganizationTrails,
} from "../../../../cli/init/landing-zone";
import { account, arn } from "../../../../sample-data/values";

const region = "eu-west-1";
const name = "aws-controltower-BaselineCloudTrail";
const kmsKeyArn = arn("kms", region, account(1), "key/01234567-89ab-cdef-0123-456789abcdef");
const oldBucket = `aws-controltower-logs-${account(2)}-${region}`;

const answering = <C>(answer: object) => ({ send: () => Promise.resolve(answer) }) as unknown as C;

const trail = (change: Partial<OrganizationTrail> = {}): OrganizationTrail => ({
  name,
  arn: arn("cloudtrail", region, account(1), `trail/${name}`),
  homeRegion: region,
  bucket: oldBucket,
  prefix: "o-a1b2c3d4e5",
  kmsKeyArn,
  logGroupName: "aws-controltower/CloudTrailLogs",
  ...change,
});
const delivery = (bucket: string) => ({ bucket, prefix: "o-a1b2c3d4e5", kmsKeyArn: undefined });
const accelerator = trail({
  name: "AWSAccelerator-Organizations-CloudTrail",
  bucket: `aws-accelerator-central-logs-${account(2)}-${region}`,
});

const answers = {
  prefix: "acme",
  homeRegion: region,
  organizationId: "o-a1b2c3d4e5",
  management: account(1),
  logArchive: account(2),
  pageEmail: "on-call@example.com",
  notifyEmail: "security@example.com",
};

test("the trail is read with its bucket, prefix, key and log group, and trails of a single account are ignored", async () => {
  const known = trail();
  const client = answering<CloudTrailClient>({
    trailList: [
      {
        Name: name,
        TrailARN: known.arn,
        HomeRegion: region,
        IsOrganizationTrail: true,
        S3BucketName: oldBucket,
        S3KeyPrefix: known.prefix,
        KmsKeyId: kmsKeyArn,
        CloudWatchLogsLogGroupArn: `${arn("logs", region, account(1), `log-group:${known.logGroupName}`)}:*`,
      },
      { Name: "of-one-account", IsOrganizationTrail: false },
    ],
  });

  expect(await readOrganizationTrails(client)).toEqual([known]);
});

test("Control Tower's trail is chosen before the trail of Landing Zone Accelerator, and no other trail is chosen", () => {
  const other = trail({ name: "organization" });

  expect(landingZoneTrail([other, accelerator, trail()])?.name).toBe(name);
  expect(landingZoneTrail([other, accelerator])).toBe(accelerator);
  expect(landingZoneTrail([other])).toBeUndefined();
});

test("the output explains how a landing zone was recognized, and what to do about every other trail", () => {
  const other = trail({ name: "organization", bucket: "logs" });

  expect(trailMessages([accelerator, other, trail()])).toEqual([
    `found Control Tower by the name of its trail, ${name}`,
    `organization trail ${accelerator.name} delivers to ${accelerator.bucket}; AWS charges for it as a second copy of the events in ${name}`,
    `organization trail organization delivers to logs; AWS charges for it as a second copy of the events in ${name}`,
  ]);
  expect(trailMessages([accelerator])).toEqual([
    `found Landing Zone Accelerator by the name of its trail, ${accelerator.name}`,
  ]);
  expect(trailMessages([other])).toEqual([
    "organization trail organization delivers to logs; to import it, set mode: adopt (docs/modes/adopt.md)",
  ]);
});

test("the delivery of AWS Config is read, and may be missing", async () => {
  const channel = { s3BucketName: "b", s3KeyPrefix: "p", s3KmsKeyArn: kmsKeyArn };

  expect(await readConfigDelivery(answering<ConfigServiceClient>({ DeliveryChannels: [channel] }))).toEqual({
    bucket: "b",
    prefix: "p",
    kmsKeyArn,
  });
  expect(await readConfigDelivery(answering<ConfigServiceClient>({ DeliveryChannels: [] }))).toBeUndefined();
});

test.each([
  ["one bucket for both kinds of log", trail(), delivery(oldBucket), "3.x", 0],
  ["names of 3.x, and a second bucket after an upgrade", trail(), delivery("aws-controltower-config-logs-a"), "4.x", 0],
  ["a name with random characters", trail({ bucket: "aws-controltower-logs-abc-xyz" }), undefined, "4.x", 1],
  ["names of 3.x, without information about AWS Config", trail(), undefined, "3.x", 1],
  ["the trail of Landing Zone Accelerator", accelerator, delivery(accelerator.bucket), "landingZoneAccelerator", 0],
  ["a trail without a log group", trail({ logGroupName: undefined }), delivery(oldBucket), "3.x", 1],
  ["no prefix and no key", trail({ prefix: "", kmsKeyArn: undefined }), delivery(oldBucket), "3.x", 0],
])("the layout and the missing settings are found with %s", (_, of, config, layout, open) => {
  const landingZone = landingZoneOf(of, config);

  expect([landingZone.layout, missingFacts(landingZone)]).toEqual([
    layout,
    Array.from({ length: open }, () => expect.any(String)),
  ]);
  const text = configurationText(answers, [], landingZone);
  for (const fact of missingFacts(landingZone)) expect(text).toContain(`# Not found: ${fact}`);

  // After the open settings are added, the configuration is valid and contains what was found
  const filled = parseConfig(configurationText(answers, [], completeLandingZone(landingZone)), "audit.yaml");
  expect(filled).toMatchObject({ mode: "controlTower", access: { roleName: "AWSControlTowerExecution" } });
  expect(filled.controlTower).toMatchObject({
    layout,
    trailName: of.name,
    trailBucket: of.bucket,
    trailPrefix: of.prefix,
    ...(of.logGroupName !== undefined && { logGroupName: of.logGroupName }),
    ...(config && { configBucket: config.bucket, configPrefix: config.prefix }),
  });
  expect(filled.controlTower.trailKmsKeyArn).toBe(of.kmsKeyArn);
});

test("a required setting that was not found is refused later, and not guessed", () => {
  const landingZone = landingZoneOf(trail({ bucket: "aws-controltower-logs-abc-xyz" }), undefined);
  const text = configurationText(answers, [], landingZone);

  expect(() => parseConfig(text, "audit.yaml")).toThrow(/controlTower\.configBucket/);
});

test.each([
  [oldBucket, account(2)],
  [accelerator.bucket, account(2)],
  ["aws-controltower-logs-abc-xyz", undefined],
  [`aws-controltower-logs-${account(2)}-us-east-1`, undefined],
])("the log archive of the bucket %s is %s", (bucket, id) => {
  expect(logArchiveOf(trail({ bucket }))).toBe(id);
});

test("the name of a bucket cannot add a setting", () => {
  const hostile = landingZoneOf(trail({ bucket: "x\nprefix: other" }), delivery(oldBucket));

  expect(() => parseConfig(configurationText(answers, [], hostile), "audit.yaml")).toThrow(/controlTower\.trailBucket/);
});
