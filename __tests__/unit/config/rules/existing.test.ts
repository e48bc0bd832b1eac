import { account, arn } from "../../../../tools/sample-data/values";
import { type Changes, arnOf, expectProblem, parse, problemsOf } from "../configuration";
import { cloudTrailLocation } from "../../../../config/names/management-trail";
import { namesFor, trailPrefixes } from "../../../../config/names/names";

const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/organization");
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/1234");
const trailBucket = "acme-cloudtrail-logs";

/** A trail and its bucket that are adopted. */
const adopted: Changes = { mode: "adopt", "existing.trailArn": trailArn, "existing.trailBucket": trailBucket };

/** The same trail with a bucket that its owner manages. */
const owners: Changes = {
  mode: "adopt",
  "existing.trailArn": trailArn,
  "archive.existing": trailBucket,
  "notifications.silence.archiveMetrics": false,
};

test("the search is refused with an adopted bucket, whose notifications it would replace", () => {
  const search = {
    "search.enabled": true,
    "search.adminRoleArn": arn("iam", "", account(2), "role/search-administrator"),
  };

  expect(problemsOf({ ...adopted, ...search })).toContainEqual(
    expect.stringMatching(/^search\.enabled: the search would replace the event notifications of the adopted bucket/),
  );
});

describe("what exists already", () => {
  test.each<[string, Changes]>([
    ["a trail and its bucket", adopted],
    ["and its key", { ...adopted, "existing.kmsKeyArn": kmsKeyArn }],
    ["and a key that its owner manages", { ...adopted, "archive.kmsKeyArn": kmsKeyArn }],
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
  ])("may be %s", (_, changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });

  test.each<[string, Changes, string, string]>([
    [
      "the mode is another one",
      { "existing.workgroupName": "security" },
      "existing.workgroupName",
      "only with mode: adopt",
    ],
    ["nothing is named", { mode: "adopt" }, "mode", "mode adopt requires an existing resource"],
    [
      "the home region of the trail is another one",
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
      "the trail has two names",
      { ...adopted, "trail.name": "audit" },
      "trail.name",
      "existing.trailArn already contains the name of the trail",
    ],
    [
      "the bucket's trail is not named",
      { ...adopted, "existing.trailArn": undefined },
      "existing.trailBucket",
      "the existing trail could no longer deliver",
    ],
    [
      "the key's trail is not named",
      { mode: "adopt", "existing.kmsKeyArn": kmsKeyArn },
      "existing.kmsKeyArn",
      "the existing trail could no longer deliver",
    ],
    [
      "the bucket is adopted and is managed by its owner",
      { ...owners, "existing.trailBucket": trailBucket },
      "archive.existing",
      "remove one of the two settings",
    ],
    [
      "the key is adopted and is managed by its owner",
      { ...adopted, "existing.kmsKeyArn": kmsKeyArn, "archive.kmsKeyArn": kmsKeyArn },
      "archive.kmsKeyArn",
      "remove one of the two settings",
    ],
    [
      "the trail would leave its logs behind",
      { mode: "adopt", "existing.trailArn": trailArn },
      "existing.trailArn",
      "queries would not find its earlier logs",
    ],
    [
      "there is a key prefix without a bucket",
      { mode: "adopt", "existing.logGroupName": "trail", "existing.trailKeyPrefix": "logs" },
      "existing.trailKeyPrefix",
      "set one of them to the bucket of the trail",
    ],
    [
      "there is an owner's key without an owner's bucket",
      { ...adopted, "archive.existingKmsKeyArn": kmsKeyArn },
      "archive.existingKmsKeyArn",
      "requires archive.existing",
    ],
    [
      "it could be destroyed",
      { ...adopted, "archive.preventDestroy": false },
      "archive.preventDestroy",
      "Terraform could destroy the adopted resources",
    ],
    [
      "the lock of the bucket is not stated",
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
      "the workgroup is everybody's",
      { mode: "adopt", "existing.workgroupName": "primary" },
      "existing.workgroupName",
      "use another",
    ],
    [
      "tables read another place than the trail delivers to",
      { ...adopted, "query.cloudTrailLocation": "s3://acme-old/AWSLogs/o-a1b2c3d4e5" },
      "query.cloudTrailLocation",
      "the trail organization delivers to s3://acme-cloudtrail-logs/AWSLogs/o-a1b2c3d4e5",
    ],
    [
      "request metrics would change the owner's bucket",
      { ...owners, "notifications.silence.archiveMetrics": true },
      "notifications.silence.archiveMetrics",
      "set it to false",
    ],
    [
      "trails of other accounts would need the owner's policy",
      { ...owners, "accounts.outside": [{ name: "acquired", id: account(8) }] },
      "accounts.outside",
      "the owner of the bucket archive.existing manages it",
    ],
  ])("fails when %s", (_, changes, path, words) => {
    expectProblem(changes, path, words);
  });
});

describe("names follow", () => {
  test("what is adopted, and the other names do not change", () => {
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
    ["an adopted bucket without a prefix", adopted, "AWSLogs"],
    ["with its prefix", { ...adopted, "existing.trailKeyPrefix": "logs/trail" }, "logs/trail/AWSLogs"],
    ["an owner's bucket without a prefix", owners, "AWSLogs"],
  ])("%s", (_, changes, folder) => {
    const config = parse(changes);

    expect(cloudTrailLocation(config)).toBe(`s3://${trailBucket}/${folder}/o-a1b2c3d4e5`);
    expect(trailPrefixes(config).files).toBe(`${folder}/o-a1b2c3d4e5/`);
  });
});
