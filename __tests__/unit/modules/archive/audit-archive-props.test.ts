import { type AuditArchiveProps, archiveProblems, lockOf } from "../../../../modules/archive/audit-archive-props";
import { account, arn } from "../../../../sample-data/values";

const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-trail");
const problems = (props: Partial<AuditArchiveProps> = {}) =>
  archiveProblems({
    namePrefix: "acme",
    bucketName: "acme-logs",
    accountId: account(2),
    region: "eu-west-1",
    organizationId: "o-a1b2c3d4e5",
    writers: { flowLogs: true },
    accessLogBucketName: "acme-logs-access-logs",
    keyAlias: "alias/acme-logs",
    ...props,
  }).filter((problem) => problem !== undefined);

test.each<[string, Partial<AuditArchiveProps>]>([
  ["one writer", {}],
  ["no writer, if the archive says so", { writers: "none" }],
  ["the keys of S3", { kmsKeyArn: "none" }],
  ["a shared key", { kmsKeyArn: arn("kms", "eu-west-1", account(2), "key/abcd") }],
  ["a trail without a prefix", { writers: { trailArn }, prefixes: { trail: "" } }],
])("an archive with %s is valid", (_, props) => {
  expect(problems(props)).toEqual([]);
});

test.each<[string, Partial<AuditArchiveProps>, RegExp]>([
  ["its writers are all disabled", { writers: { flowLogs: false } }, /^writers: expected at least one writer/],
  ["its key is an alias", { kmsKeyArn: "alias/acme" }, /^kmsKeyArn: expected the ARN of a KMS key/],
  [
    "a prefix other than the trail's is empty",
    { prefixes: { flowLogs: "" } },
    /^prefixes\.flowLogs: expected an S3 key/,
  ],
  [
    "a prefix is below another prefix",
    { prefixes: { dnsQueryLogs: "flow-logs/dns" } },
    /^prefixes\.dnsQueryLogs: expected a prefix that is not below the prefix of flowLogs/,
  ],
  [
    "AWS Config delivers to a lock, also as a service",
    { writers: { awsConfig: "serviceLinkedRole" }, lock: { mode: "GOVERNANCE", days: 1 } },
    /^writers\.awsConfig: expected no lock/,
  ],
  ["no one could change it", { administratorRoleArns: [] }, /^administratorRoleArns: expected at least one role/],
])("fails if %s", (_, props, message) => {
  expect(problems(props)).toEqual([expect.stringMatching(message)]);
});

test("only an archive of the trail is locked by default", () => {
  expect(lockOf({ writers: { trailArn } })).toEqual({ mode: "GOVERNANCE", days: 365 });
  expect(lockOf({ writers: { trailArn, flowLogs: true } })).toBeUndefined();
  expect(lockOf({ writers: "none" })).toBeUndefined();
  expect(lockOf({ writers: { trailArn }, lock: "none" })).toBeUndefined();
});
