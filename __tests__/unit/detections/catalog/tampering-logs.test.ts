import { namesFor } from "../../../../config/names/names";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { logTamperingDetections } from "../../../../detections/catalog/tampering-logs";
import { tamperingDetections } from "../../../../detections/catalog/tampering";
import { account } from "../../../../sample-data/values";
import { event } from "../../../../sample-data/detection-examples/example";

/** Returns the ids of the tampering detections that match an event. */
const noticedBy = (subject: object) =>
  tamperingDetections.filter(({ pattern }) => matches(parseFilterPattern(pattern), subject)).map(({ id }) => id);

test("the detections of tampering include the detections of tampering with logs", () => {
  expect(tamperingDetections).toEqual(expect.arrayContaining([...logTamperingDetections]));
});

describe("the names of this project", () => {
  const { buckets, trailName, trailLogGroupName, topicName, workgroupName, databaseName, ...names } = namesFor({
    prefix: "x9",
    partition: "aws",
    homeRegion: "eu-west-1",
    organizationId: "o-a1b2c3d4e5",
    accounts: { management: account(1), logArchive: account(2), members: [], outside: [] },
    trail: {},
  });
  const s3 = (name: string, bucketName: string) => event("s3", name, { request: { bucketName } });
  const at = (service: string, name: string, request: Readonly<Record<string, unknown>>) =>
    event(service, name, { request });

  test.each([buckets.trail, buckets.config, buckets.serviceLogs, buckets.accessLogs])(
    "the detections protect %s as a part of the archive",
    (bucket) => {
      expect(noticedBy(s3("DeleteBucketPolicy", bucket))).toEqual(["archive-guard-removed"]);
      expect(noticedBy(s3("PutBucketReplication", bucket))).toEqual(["archive-settings-changed"]);
    },
  );

  test("the detections also protect the bucket of query results", () => {
    expect(noticedBy(s3("DeleteBucketPolicy", buckets.queryResults))).toEqual(["archive-guard-removed"]);
  });

  test.each<[string, object, string]>([
    ["the trail", at("cloudtrail", "PutEventSelectors", { trailName }), "trail-blinded"],
    ["its log group", at("logs", "DeleteLogStream", { logGroupName: trailLogGroupName }), "trail-log-group-tampering"],
    ["the topic of severity page", at("sns", "DeleteTopic", { topicArn: topicName("page") }), "alarm-topic-tampering"],
    [
      "the topic of severity notify",
      at("sns", "DeleteTopic", { topicArn: topicName("notify") }),
      "alarm-topic-tampering",
    ],
    ["the workgroup", at("athena", "DeleteWorkGroup", { workGroup: workgroupName }), "archive-settings-changed"],
    ["the database", at("glue", "DeleteTable", { databaseName }), "archive-settings-changed"],
    ["the archive key", at("kms", "UpdateAlias", { aliasName: names.archiveKeyAlias }), "key-access-changed"],
    ["the monitoring key", at("kms", "DeleteAlias", { aliasName: names.monitoringKeyAlias }), "key-access-changed"],
  ])("the detections match changes of %s", (_, subject, id) => {
    expect(noticedBy(subject)).toContain(id);
  });

  test("the name of the crawler's role has the suffix that the exclusion compares", () => {
    expect(names.crawlerRoleName).toMatch(/-log-crawler$/);
  });
});
