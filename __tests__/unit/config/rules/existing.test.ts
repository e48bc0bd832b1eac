import { account, arn } from "../../../../sample-data/values";
import { type Changes, arnOf, expectProblem, parse, problemsOf } from "../configuration";
import { cloudTrailLocation } from "../../../../config/names/management-trail";
import { namesFor, trailPrefixes } from "../../../../config/names/names";

const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/organization");
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/1234");
const trailBucket = "acme-cloudtrail-logs";

/** An adopted trail and its bucket. */
const adopted: Changes = { mode: "adopt", "existing.trailArn": trailArn, "existing.trailBucket": trailBucket };

/** The adopted trail with a bucket that its owner manages. */
const owners: Changes = {
  mode: "adopt",
  "existing.trailArn": trailArn,
  "archive.existing": trailBucket,
  "notifications.silence.archiveMetrics": false,
};

describe("adopting existing resources", () => {
  test.each<[string, Changes]>([
    ["a trail and its bucket", adopted],
    ["a trail, its bucket and its key", { ...adopted, "existing.kmsKeyArn": kmsKeyArn }],
    ["a trail, its bucket and a key that its owner manages", { ...adopted, "archive.kmsKeyArn": kmsKeyArn }],
    ["a bucket with a lock", { ...adopted, "existing.trailBucketSettings": ["objectLock"] }],
    ["only a log group", { mode: "adopt", "existing.logGroupName": "trail" }],
    ["only a workgroup", { mode: "adopt", "existing.workgroupName": "security" }],
    ["a bucket that its owner manages, with its key", { ...owners, "archive.existingKmsKeyArn": kmsKeyArn }],
    [
      "a trail that moves to a new bucket",
      {
        mode: "adopt",
        "existing.trailArn": trailArn,
        "query.earlierTrailLocations": ["s3://acme-old/AWSLogs/o-a1b2c3d4e5"],
      },
    ],
  ])("adopting existing resources is accepted with %s", (_, changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });

  test.each<[string, Changes, string, string]>([
    [
      "the mode is not adopt",
      { "existing.workgroupName": "security" },
      "existing.workgroupName",
      "only with mode: adopt",
    ],
    ["no resource is named", { mode: "adopt" }, "mode", "mode adopt requires an existing resource"],
    [
      "the home region of the trail differs",
      { ...adopted, "existing.trailArn": arn("cloudtrail", "us-east-1", account(1), "trail/organization") },
      "existing.trailArn",
      "only in its home region",
    ],
    [
      "the trail belongs to another account",
      { ...adopted, "existing.trailArn": arn("cloudtrail", "eu-west-1", account(3), "trail/organization") },
      "existing.trailArn",
      "by the account that owns it",
    ],
    [
      "the trail is in another partition",
      { ...adopted, "existing.trailArn": arnOf("aws-cn", "cloudtrail", "eu-west-1", account(1), "trail/organization") },
      "existing.trailArn",
      `expected an ARN that begins with ${arn("cloudtrail", "eu-west-1", account(1), "")}`,
    ],
    [
      "the key belongs to another account",
      { ...adopted, "existing.kmsKeyArn": arn("kms", "eu-west-1", account(1), "key/1234") },
      "existing.kmsKeyArn",
      "use archive.kmsKeyArn for a key of another account",
    ],
    [
      "the trail has two different names",
      { ...adopted, "trail.name": "audit" },
      "trail.name",
      "existing.trailArn already contains the name of the trail",
    ],
    [
      "the bucket is named, but its trail is not",
      { ...adopted, "existing.trailArn": undefined },
      "existing.trailBucket",
      "the existing trail could no longer deliver",
    ],
    [
      "the key is named, but its trail is not",
      { mode: "adopt", "existing.kmsKeyArn": kmsKeyArn },
      "existing.kmsKeyArn",
      "the existing trail could no longer deliver",
    ],
    [
      "the bucket is both adopted and managed by its owner",
      { ...owners, "existing.trailBucket": trailBucket },
      "archive.existing",
      "remove one of the two settings",
    ],
    [
      "the key is both adopted and managed by its owner",
      { ...adopted, "existing.kmsKeyArn": kmsKeyArn, "archive.kmsKeyArn": kmsKeyArn },
      "archive.kmsKeyArn",
      "remove one of the two settings",
    ],
    [
      "the trail would leave its logs in the old bucket",
      { mode: "adopt", "existing.trailArn": trailArn },
      "existing.trailArn",
      "queries would not find its earlier logs",
    ],
    [
      "a key prefix is set without a bucket",
      { mode: "adopt", "existing.logGroupName": "trail", "existing.trailKeyPrefix": "logs" },
      "existing.trailKeyPrefix",
      "set one of them to the bucket of the trail",
    ],
    [
      "an owner's key is set without an owner's bucket",
      { ...adopted, "archive.existingKmsKeyArn": kmsKeyArn },
      "archive.existingKmsKeyArn",
      "requires archive.existing",
    ],
    [
      "Terraform could destroy the bucket",
      { ...adopted, "archive.preventDestroy": false },
      "archive.preventDestroy",
      "Terraform could destroy the adopted resources",
    ],
    [
      "the lock of the bucket is not configured",
      { ...adopted, "existing.trailBucketSettings": ["objectLock"], "archive.lock.mode": "none" },
      "existing.trailBucketSettings[0]",
      "set archive.lock to the lock of the bucket",
    ],
    [
      "the bucket is another archive",
      { ...adopted, "existing.trailBucket": `acme-config-archive-${account(2)}` },
      "existing.trailBucket",
      "another archive",
    ],
    [
      "the workgroup is the default workgroup",
      { mode: "adopt", "existing.workgroupName": "primary" },
      "existing.workgroupName",
      "use another",
    ],
    [
      "tables read from a location other than the trail's",
      { ...adopted, "query.cloudTrailLocation": "s3://acme-old/AWSLogs/o-a1b2c3d4e5" },
      "query.cloudTrailLocation",
      "the trail organization delivers to s3://acme-cloudtrail-logs/AWSLogs/o-a1b2c3d4e5",
    ],
    [
      "request metrics would change a bucket that its owner manages",
      { ...owners, "notifications.silence.archiveMetrics": true },
      "notifications.silence.archiveMetrics",
      "set this setting to false",
    ],
    [
      "trails of external accounts would change a policy that its owner manages",
      { ...owners, "accounts.outside": [{ name: "acquired", id: account(8) }] },
      "accounts.outside",
      "the owner of the bucket archive.existing manages it",
    ],
  ])("fails when %s", (_, changes, path, words) => {
    expectProblem(changes, path, words);
  });
});

describe("the names of an adopted trail", () => {
  test("the names of an adopted trail are the names of the existing trail, and other names do not change", () => {
    const config = parse({
      ...adopted,
      "existing.logGroupName": "trail-events",
      "existing.databaseName": "cloudtrail",
      "existing.workgroupName": "security",
    });
    const names = namesFor(config);
    const usual = namesFor(parse());

    expect([names.trailName, names.trailArn]).toEqual(["organization", trailArn]);
    expect([names.trailLogGroupName, names.databaseName, names.workgroupName]).toEqual([
      "trail-events",
      "cloudtrail",
      "security",
    ]);
    expect(names.buckets).toEqual({ ...usual.buckets, trail: trailBucket });
    expect(names.scanAlarmArns).toEqual(usual.scanAlarmArns);
  });

  test.each<[string, Changes, string]>([
    ["contain no prefix if the adopted bucket has none", adopted, "AWSLogs"],
    [
      "contain the prefix of the adopted bucket",
      { ...adopted, "existing.trailKeyPrefix": "logs/trail" },
      "logs/trail/AWSLogs",
    ],
    ["contain no prefix if the owner's bucket has none", owners, "AWSLogs"],
  ])("the names of an adopted trail %s", (_, changes, folder) => {
    const config = parse(changes);

    expect(cloudTrailLocation(config)).toBe(`s3://${trailBucket}/${folder}/o-a1b2c3d4e5`);
    expect(trailPrefixes(config).files).toBe(`${folder}/o-a1b2c3d4e5/`);
  });
});
