import { configurationJsonSchema } from "../../tools/configuration-reference";
import { type Change, organization } from "../support/organization";
import { account, arn, partition } from "../support/values";

const base = "config/examples/everything.yaml";

/** The members of the base, the first one changed. */
function membersWith(first: { name: string; id: string }) {
  return [first, { name: "website", id: account(4) }, { name: "security-tooling", id: account(5) }];
}

/** Another value for every setting: each has to change what is deployed. */
const otherValues: Record<string, unknown> = {
  prefix: "zebra",
  partition: undefined,
  homeRegion: undefined,
  recordedRegions: undefined,
  organizationId: undefined,
  "accounts.management": account(6),
  "accounts.logArchive": undefined,
  "accounts.members.name": membersWith({ name: "renamed", id: account(3) }),
  "accounts.members.id": membersWith({ name: "payments", id: account(7) }),
  "access.roleName": "other-deploy",
  "access.managementRoleName": "other-deploy",
  "backend.type": undefined,
  "backend.bucket": "other-state",
  "backend.region": "eu-west-1",
  "backend.keyPrefix": "other",
  "backend.kmsKeyArn": arn("kms", "eu-central-1", account(1), "key/other"),
  "backend.roleArn": arn("iam", "", account(1), "role/other"),
  providerVersion: "~> 6.25",
  tags: { Team: "other" },
  "archive.lock.mode": undefined,
  "archive.lock.days": 500,
  "archive.lock.bypassRoleArns": [arn("iam", "", account(2), "role/other")],
  "archive.lifecycle.infrequentAccessDays": 61,
  "archive.lifecycle.glacierDays": 401,
  "archive.lifecycle.deepArchiveDays": 801,
  "archive.lifecycle.expireDays": 4000,
  "archive.lifecycle.noncurrentDays": 61,
  "archive.lifecycle.abortIncompleteUploadDays": 4,
  "archive.serviceLogs.lock": false,
  "archive.accessLogs.expireDays": 181,
  "archive.kmsKeyArn": arn("kms", "eu-central-1", account(2), "key/own"),
  "archive.readerRoleArns": [arn("iam", "", account(5), "role/other")],
  "archive.preventDestroy": false,
  "trail.name": "other-trail",
  "trail.excludeKmsEvents": false,
  "trail.excludeRdsDataApiEvents": false,
  "trail.dataEvents.resourceType": [{ resourceType: "AWS::S3::AccessPoint", arnPrefixes: [`arn:${partition}:s3`] }],
  "trail.dataEvents.arnPrefixes": [{ resourceType: "AWS::S3::Object", arnPrefixes: [`arn:${partition}:s3:::other/`] }],
  "trail.dataEvents.access": [
    { resourceType: "AWS::S3::Object", arnPrefixes: [`arn:${partition}:s3:::acme-invoices/`], access: "read" },
  ],
  "trail.insights": [],
  "trail.logGroupRetentionDays": 365,
  "trail.notifyDeliveries": false,
  "logSources.config.enabled": false,
  "logSources.config.recordingFrequency": "CONTINUOUS",
  "logSources.config.snapshotFrequency": "One_Hour",
  "logSources.vendedLogs.enabled": false,
  "notifications.page.emails": ["other@example.com"],
  "notifications.page.httpsEndpoints": [],
  "notifications.notify.emails": ["other@example.com"],
  "notifications.notify.httpsEndpoints": ["https://events.example.com/other"],
  "notifications.runbookUrl": "https://wiki.example.com/other",
  "query.scanLimitGigabytes": 501,
  "query.responderScanLimitGigabytes": 5001,
  "query.dailyScanAlarmGigabytes": 3001,
  "query.cloudTrailLocation": "s3://acme-other-trail/AWSLogs/o-a1b2c3d4e5",
  "query.resultExpireDays": 15,
  "query.firstDay": "2026-01-02",
  "query.crawlerSchedule": "cron(46 1 * * ? *)",
};

/** Settings that cannot change alone, with what has to change beside them. */
const together: Record<string, Change> = {
  partition: {},
  recordedRegions: { recordedRegions: ["eu-central-1", "eu-west-1"], providerVersion: "~> 6.25" },
  homeRegion: { homeRegion: "eu-west-1", recordedRegions: ["eu-west-1"] },
  organizationId: {
    organizationId: "o-zzzzzzzzzz",
    query: { cloudTrailLocation: "s3://acme-other-trail/AWSLogs/o-zzzzzzzzzz" },
  },
  "accounts.logArchive": {
    accounts: { logArchive: account(8) },
    archive: { readerRoleArns: [], lock: { bypassRoleArns: [] } },
  },
  "backend.type": {},
  "archive.lock.mode": { archive: { lock: { mode: "compliance", bypassRoleArns: [] } } },
};

/** Refused with a reason, so there is nothing to deploy. */
const refused = ["archive.configArchive.lock", "archive.accessLogs.lock"];

/** Shown in the tests of partitions (guarantees.test.ts) and of backends (account-root.test.ts). */
const elsewhere = ["partition", "backend.type"];

/** Every setting without settings of its own. */
function leaves(schema: object, path: readonly string[] = []): string[] {
  const { properties, items, oneOf } = schema as {
    properties?: Record<string, object>;
    items?: object;
    oneOf?: object[];
  };
  if (oneOf) return [...new Set(oneOf.flatMap((alternative) => leaves(alternative, path)))];
  if (properties) return Object.entries(properties).flatMap(([name, child]) => leaves(child, path.concat(name)));
  return items && "properties" in items ? leaves(items, path) : [path.join(".")];
}

/** The change that gives one setting another value; a list is given as a whole. */
function changeOf(path: string): Change {
  const alone = path.replace(/^(accounts\.members|trail\.dataEvents)\..*/, "$1").split(".");
  const value = otherValues[path];
  return together[path] ?? (alone.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Change);
}

const textOf = (change: Change): string =>
  JSON.stringify([...organization(base, change).stacks].map(([name, { json }]) => [name, json]));

test("every setting is known to this test", () => {
  expect(Object.keys(otherValues).concat(refused).toSorted()).toEqual(leaves(configurationJsonSchema()).toSorted());
});

describe("another value changes what is deployed", () => {
  const before = textOf({});

  test.each(Object.keys(otherValues).filter((path) => !elsewhere.includes(path)))("of %s", (path) => {
    expect(textOf(changeOf(path))).not.toBe(before);
  });
});
