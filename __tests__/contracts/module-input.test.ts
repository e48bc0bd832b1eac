import { TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import * as published from "../../exports/index";
import type { Detection } from "../../detections/detection";
import { testApp } from "../support/synth";
import { account, arn, partition } from "../../sample-data/values";

type AnyProps = Readonly<Record<string, unknown>>;
type Published = new (scope: TerraformStack, id: string, props: never) => Construct;

const region = "eu-west-1";
const organizationId = "o-a1b2c3d4e5";
const bucketName = "acme-logs";
const bucketArn = arn("s3", "", "", bucketName);
const otherBucket = arn("s3", "", "", "acme-other");
const kmsKeyArn = arn("kms", region, account(2), "key/abcd");
const aliasArn = arn("kms", region, account(2), "alias/abcd");
const trailArn = arn("cloudtrail", region, account(1), "trail/acme-trail");
const logGroupArn = arn("logs", region, account(1), "log-group:acme-trail");
const recorded = { excludedSources: [], dataEvents: [], archiveBucketArns: [bucketArn] };
const grant = (Resource: string) => ({ Sid: "One", Effect: "Allow", Action: "s3:PutObject", Resource });
const detection = (severity: Detection["severity"], id = "one") => ({
  id,
  title: "One",
  why: "Two.",
  severity,
  track: "pager",
  controls: [],
  pattern: "{$.a=1}",
});
const dataEvents = { resourceType: "AWS::S3::Object", arnPrefixes: [`${otherBucket}/`], access: "all" };
const vpcs = new Map([[region, "all"]]);

/** Every exported construct with valid properties, and with invalid values of one property each and their messages. */
const constructs: Readonly<
  Record<string, readonly [Published, AnyProps, readonly (readonly [wrong: AnyProps, message: string])[]]>
> = {
  AccessLogBucket: [
    published.AccessLogBucket,
    {
      namePrefix: "acme",
      bucketName,
      accountId: account(2),
      region,
      organizationId,
      writers: { loggedBucketArns: [otherBucket] },
    },
    [
      [{ bucketName: "Acme" }, "bucketName: expected a bucket name"],
      [{ administratorRoleArns: ["deployer"] }, "administratorRoleArns[0]: expected the ARN of an IAM role"],
    ],
  ],
  AccountLogSources: [
    published.AccountLogSources,
    { namePrefix: "acme", accountId: account(3), region, archive: { bucketName, keyArn: kmsKeyArn }, flowLogs: {} },
    [
      [{ namePrefix: "Acme" }, "namePrefix: expected 2 to 20 lowercase letters, digits and single hyphens"],
      [{ archive: { bucketName, keyArn: aliasArn } }, "archive.keyArn: expected the ARN of a KMS key"],
      [{ flowLogs: undefined }, "flowLogs: expected at least one log source, got none; add one of flowLogs"],
      [{ flowLogs: { fields: ["srcadr"] } }, "flowLogs.fields[0]: expected one of account-id, region, version"],
      [{ regions: ["eu-north-1"] }, "regions: expected the provider's region eu-west-1 among them, got eu-north-1"],
      [
        { applicationLogs: { logGroups: [{ name: "a", retentionDays: 31 }] } },
        "applicationLogs.logGroups[0].retentionDays: expected one of 1, 3, 5, 7, 14, 30",
      ],
    ],
  ],
  AccountRoot: [
    published.AccountRoot,
    { accountId: account(1), region, providerVersion: "~> 5.100.0", tags: {}, state: { type: "local" } },
    [
      [{ accountId: "1" }, 'accountId: expected an account id, 12 digits, got "1"'],
      [{ region: "Ireland" }, 'region: expected a region name such as eu-west-1, got "Ireland"'],
      [{ deployRoleArn: "deploy" }, "deployRoleArn: expected the ARN of an IAM role"],
      [{ otherRegions: [region] }, "otherRegions: expected only regions other than eu-west-1"],
      [
        { state: { type: "s3", bucket: "acme-state", region, keyPrefix: "a/" } },
        'state.keyPrefix: expected an S3 key prefix without a slash at its beginning or end, and without two slashes in a row, got "a/"',
      ],
    ],
  ],
  AccountTrail: [
    published.AccountTrail,
    { trailName: "acme-trail", bucketName, prefix: "a", archiveKeyArn: kmsKeyArn, preventDestroy: true, ...recorded },
    [
      [{ trailName: "a" }, "trailName: expected 3 to 128 letters"],
      [
        { bucketName: "Logs" },
        'bucketName: expected a bucket name: 3 to 63 lowercase letters, digits, dots or hyphens, got "Logs"',
      ],
      [{ archiveKeyArn: aliasArn }, "archiveKeyArn: expected the ARN of a KMS key"],
      [
        { excludedSources: ["s3.amazonaws.com"] },
        "excludedSources[0]: expected one of kms.amazonaws.com, rdsdata.amazonaws.com",
      ],
    ],
  ],
  AlarmTopic: [
    published.AlarmTopic,
    {
      partition,
      accountId: account(1),
      region,
      topicName: "acme-page",
      prefix: "acme",
      kmsKeyArn,
      emails: ["a@example.com"],
      httpsEndpoints: [],
    },
    [
      [{ emails: [] }, "emails: topic acme-page has no subscriber, so nobody would be notified of its alarms"],
      [{ emails: ["a"] }, 'emails[0]: expected an e-mail address, got "a"'],
      [
        { httpsEndpoints: ["http://a.example.com"] },
        'httpsEndpoints[0]: expected a URL that begins with https://, got "http://a.example.com"',
      ],
      [{ topicName: "a.b" }, "topicName: expected 1 to 256 letters"],
      [{ otherAlarmArns: [kmsKeyArn] }, "otherAlarmArns[0]: expected the ARN of an alarm"],
    ],
  ],
  ArchiveBucket: [
    published.ArchiveBucket,
    {
      bucketName,
      bucketArn,
      organizationId,
      grants: [grant(`${bucketArn}/*`)],
      lifecycle: { expireDays: 365, noncurrentDays: 30, abortIncompleteUploadDays: 7 },
      preventDestroy: true,
    },
    [
      [
        { bucketArn: otherBucket, grants: [] },
        `bucketArn: expected a value that matches bucket acme-logs, got "${otherBucket}"`,
      ],
      [
        { grants: [grant(`${otherBucket}/*`)] },
        `grants: Resource of One: expected a value that matches bucket acme-logs, got "${otherBucket}/*"`,
      ],
      [
        { grants: [grant(`${bucketArn}-2/*`)] },
        "grants: Resource of One: expected a value that matches bucket acme-logs",
      ],
      [{ organizationId: "" }, 'organizationId: expected an organization id such as o-a1b2c3d4e5, got ""'],
      [{ kmsKeyArn: aliasArn }, "kmsKeyArn: expected the ARN of a KMS key"],
      [{ configurationRoleArns: ["*"] }, "configurationRoleArns[0]: expected the ARN of an IAM role"],
      [{ deletionExemptRoleArns: ["*"] }, "deletionExemptRoleArns[0]: expected the ARN of an IAM role"],
      [
        { lifecycle: { expireDays: 0, noncurrentDays: 30, abortIncompleteUploadDays: 7 } },
        "lifecycle.expireDays: expected a whole number, 1 or more, got 0",
      ],
      [
        { accessLog: { bucketName, prefix: "a", policy: {} } },
        "accessLog.bucketName: expected another bucket, because a bucket that logs to itself would create an endless loop of logs",
      ],
      [
        { accessLog: { bucketName: "acme-other", prefix: "/a", policy: {} } },
        "accessLog.prefix: expected an S3 key prefix",
      ],
    ],
  ],
  AuditArchive: [
    published.AuditArchive,
    {
      namePrefix: "acme",
      bucketName,
      accountId: account(2),
      region,
      organizationId,
      writers: { flowLogs: true },
    },
    [
      [{ namePrefix: "a" }, "namePrefix: expected 2 to 20 lowercase letters, digits and single hyphens"],
      [{ bucketName: "acme-" }, "bucketName: expected a bucket name: 3 to 63 lowercase letters"],
      [{ region: "us-iso-east-1" }, "region: expected a region of the partitions aws, aws-cn or aws-us-gov"],
      [{ writers: {} }, "writers: expected at least one writer, because otherwise no one could write, got none"],
      [{ writers: { flowLogs: false, accessLogAccountIds: [] } }, "writers: expected at least one"],
      [{ writers: { trailArn: bucketArn } }, "writers.trailArn: expected the ARN of a trail"],
      [
        { writers: { trailArn, applicationLogs: true } },
        "writers.applicationLogs: expected an archive without the trail",
      ],
      [
        { writers: { awsConfig: true }, lock: { mode: "GOVERNANCE", days: 30 } },
        "writers.awsConfig: expected no lock, because AWS Config cannot deliver to a bucket with a lock, got a lock of 30 days",
      ],
      [{ writers: { webAclLogs: true } }, "bucketName: expected a bucket name that begins with aws-waf-logs-"],
      [
        { writers: { loadBalancerAccountIds: ["1"] } },
        'writers.loadBalancerAccountIds[0]: expected an account id, 12 digits, got "1"',
      ],
      [{ readerRoleArns: ["*"] }, "readerRoleArns[0]: expected the ARN of an IAM role"],
      [{ administratorRoleArns: [] }, "administratorRoleArns: expected at least one role"],
      [{ lock: { mode: "GOVERNANCE", days: 0 } }, "lock.days: expected a whole number, 1 or more, got 0"],
      [
        { lock: { mode: "GOVERNANCE", days: 2558 } },
        "lifecycle: expected days to expire of 2558 or more, the days of the lock, got none, which means 2557",
      ],
      [
        {
          lock: { mode: "GOVERNANCE", days: 365 },
          lifecycle: { expireDays: 364, noncurrentDays: 30, abortIncompleteUploadDays: 7 },
        },
        "lifecycle.expireDays: expected 365 or more, the days of the lock, got 364",
      ],
      [{ accessLogDays: 0 }, "accessLogDays: expected a whole number, 1 or more, got 0"],
      [{ accessLogBucketName: bucketName }, "accessLogBucketName: expected another bucket"],
      [{ keyAlias: "acme" }, "keyAlias: expected a name that begins with alias/"],
      [{ prefixes: { flowLogs: "a/" } }, "prefixes.flowLogs: expected an S3 key prefix"],
      [
        { administratorRoleArns: [arn("iam", "", account(3), "role/deploy")] },
        `administratorRoleArns: expected a role of account ${account(2)}`,
      ],
      [
        { prefixes: { flowLogs: "cloudtrail-logs" } },
        "prefixes.trail: expected a prefix that is not below the prefix of flowLogs, cloudtrail-logs",
      ],
      [
        { prefixes: { flowLogs: "elb-logs/flow" } },
        "prefixes.flowLogs: expected a prefix that is not below the prefix of loadBalancerLogs, elb-logs",
      ],
    ],
  ],
  ConfigAggregator: [
    published.ConfigAggregator,
    { partition, aggregatorName: "acme", roleName: "acme" },
    [
      [{ partition: "azure" }, 'partition: expected a partition: aws, aws-cn or aws-us-gov, got "azure"'],
      [{ aggregatorName: "a b" }, "aggregatorName: expected 1 to 256 letters"],
      [{ roleName: "" }, 'roleName: expected the name of an IAM role, 1 to 64 characters, got ""'],
    ],
  ],
  ConfigRecorder: [
    published.ConfigRecorder,
    {
      partition,
      accountId: account(3),
      homeRegion: region,
      regions: [region],
      role: { kind: "own", roleName: "acme" },
      bucketName,
      bucketArn,
      prefix: "config-logs",
      kmsKeyArn,
      recordingFrequency: "CONTINUOUS",
      snapshotFrequency: "TwentyFour_Hours",
    },
    [
      [{ bucketArn: otherBucket }, "bucketArn: expected a value that matches bucket acme-logs"],
      [{ regions: [region, "everywhere"] }, 'regions[1]: expected a region name such as eu-west-1, got "everywhere"'],
      [{ snapshotFrequency: "Daily" }, "snapshotFrequency: expected one of One_Hour, Three_Hours"],
      [{ role: { kind: "own", roleName: "a/b" } }, "role.roleName: expected the name of an IAM role"],
    ],
  ],
  DnsQueryLogs: [
    published.DnsQueryLogs,
    { accountId: account(3), homeRegion: region, vpcs, configName: "acme", destinationArn: `${bucketArn}/dns/` },
    [
      [{ configName: "1" }, "configName: expected 1 to 64 letters"],
      [{ destinationArn: bucketArn }, "destinationArn: expected the ARN of a bucket, a prefix and a slash"],
      [{ vpcs: new Map([[region, ["subnet-0a1b2c3d"]]]) }, "vpcs: eu-west-1[0]: expected the id of a VPC"],
    ],
  ],
  EncryptionKey: [
    published.EncryptionKey,
    {
      aliasName: "alias/acme",
      description: "a",
      grants: [published.accountAdministration(partition, account(1))],
      preventDestroy: true,
    },
    [
      [{ aliasName: "alias/aws/s3" }, "aliasName: expected a name that begins with alias/, but not with alias/aws/"],
      [
        { grants: [] },
        "grants: expected a statement that allows kms:PutKeyPolicy, because otherwise nobody could manage the key",
      ],
    ],
  ],
  EventDataStore: [
    published.EventDataStore,
    {
      eventDataStoreName: "acme",
      kmsKeyArn,
      billingMode: "FIXED_RETENTION_PRICING",
      retentionDays: 365,
      preventDestroy: true,
      ...recorded,
    },
    [
      [{ kmsKeyArn: "abcd" }, "kmsKeyArn: expected the ARN of a KMS key"],
      [{ archiveBucketArns: [bucketName] }, "archiveBucketArns[0]: expected the ARN of a bucket"],
    ],
  ],
  FlowLogs: [
    published.FlowLogs,
    {
      accountId: account(3),
      homeRegion: region,
      vpcs,
      destinationArn: `${bucketArn}/flow-logs/`,
      fields: ["srcaddr"],
      trafficType: "ALL",
      maxAggregationSeconds: 600,
    },
    [
      [{ fields: ["srcadr"] }, "fields[0]: expected one of account-id, region, version"],
      [{ fields: ["srcaddr", "srcaddr"] }, 'fields[1]: expected each value once, got "srcaddr"'],
      [{ fields: [] }, "fields: expected at least one field, got none"],
      [
        { destinationArn: `${bucketArn}/flow-logs` },
        "destinationArn: expected the ARN of a bucket, a prefix and a slash",
      ],
      [{ vpcs: new Map([["everywhere", "all"]]) }, "vpcs: regions[0]: expected a region name"],
    ],
  ],
  OrganizationGuard: [
    published.OrganizationGuard,
    { organizationId },
    [
      [{ organizationId: "" }, 'organizationId: expected an organization id such as o-a1b2c3d4e5, got ""'],
      [
        { trustedServices: ["cloudtrail"] },
        'trustedServices[0]: expected a service such as cloudtrail.amazonaws.com, got "cloudtrail"',
      ],
    ],
  ],
  OrganizationTrail: [
    published.OrganizationTrail,
    {
      trailName: "acme-trail",
      trailArn,
      organizationId,
      accountId: account(1),
      region,
      bucketName,
      prefix: "cloudtrail-logs",
      archiveKeyArn: kmsKeyArn,
      monitoringKeyArn: kmsKeyArn,
      logGroupName: "acme-trail",
      logGroupArn,
      logGroupRetentionDays: 365,
      logRoleName: "acme-trail",
      insights: [],
      preventDestroy: true,
      ...recorded,
    },
    [
      [
        { trailArn: `${trailArn}-2` },
        "trailArn: expected a value that matches trail acme-trail in eu-west-1 of account",
      ],
      [
        { logGroupArn: `${logGroupArn}:*` },
        "logGroupArn: expected a value that matches log group acme-trail in eu-west-1",
      ],
      [{ logGroupRetentionDays: 366 }, "logGroupRetentionDays: expected one of 1, 3, 5, 7, 14, 30"],
      [{ insights: ["Insight"] }, "insights[0]: expected one of ApiCallRateInsight, ApiErrorRateInsight"],
      [{ organizationId: "o-1" }, "organizationId: expected an organization id"],
      [
        { dataEvents: [{ ...dataEvents, arnPrefixes: [] }] },
        "dataEvents[0].arnPrefixes: expected at least one ARN prefix",
      ],
      [
        { dataEvents: [{ ...dataEvents, arnPrefixes: [`${otherBucket}/*`] }] },
        "dataEvents[0].arnPrefixes[0]: expected the beginning of an ARN",
      ],
      [
        { dataEvents: [{ ...dataEvents, resourceType: "S3" }] },
        "dataEvents[0].resourceType: expected a CloudTrail resource type",
      ],
    ],
  ],
  TrailAlarms: [
    published.TrailAlarms,
    {
      prefix: "acme",
      logGroupName: "acme-trail",
      detections: [detection("page")],
      topicArns: { page: "a", notify: "b" },
      runbookUrl: "https://wiki.example.com",
    },
    [
      [{ topicArns: { notify: "b" } }, "topicArns.page: expected the topic of the alarms of this severity, got none"],
      [
        { detections: [detection("watch"), detection("watch")] },
        "detections: expected each id once, got two detections with id one",
      ],
      [{ runbookUrl: "https://wiki.example.com/" }, "runbookUrl: expected no slash at the end"],
    ],
  ],
  TrailWithAlarms: [
    published.TrailWithAlarms,
    {
      namePrefix: "acme",
      organizationId,
      accountId: account(1),
      region,
      archive: { bucketName, keyArn: kmsKeyArn },
      subscribers: { page: ["https://pager.example.com"], notify: ["audit@example.com"] },
      runbookUrl: "https://wiki.example.com",
    },
    [
      [{ organizationId: "o-1" }, "organizationId: expected an organization id"],
      [{ archive: { bucketName, keyArn: aliasArn } }, "archive.keyArn: expected the ARN of a KMS key"],
      [
        { subscribers: { page: [], notify: ["audit@example.com"] } },
        "subscribers.page: expected at least one e-mail address or URL, got none",
      ],
      [{ subscribers: { page: ["audit@example.com"] } }, "subscribers.notify: expected at least one e-mail address"],
      [
        { subscribers: { page: ["http://pager.example.com"], notify: ["audit@example.com"] } },
        'subscribers.page[0]: expected an e-mail address, or a URL that begins with https://, got "http://pager.example.com"',
      ],
      [{ trailName: "a" }, "trailName: expected 3 to 128 letters"],
      [{ logGroupRetentionDays: 366 }, "logGroupRetentionDays: expected one of 1, 3, 5, 7, 14, 30"],
      [{ excludedSources: ["s3.amazonaws.com"] }, "excludedSources[0]: expected one of kms.amazonaws.com"],
      [{ insights: ["Insight"] }, "insights[0]: expected one of ApiCallRateInsight, ApiErrorRateInsight"],
      [
        { detections: [detection("watch"), detection("watch")] },
        "detections: expected each id once, got two detections with id one",
      ],
      [{ runbookUrl: "https://wiki.example.com/" }, "runbookUrl: expected no slash at the end"],
    ],
  ],
  TransitGatewayFlowLogs: [
    published.TransitGatewayFlowLogs,
    {
      homeRegion: region,
      transitGateways: new Map([[region, ["tgw-0a1b2c3d"]]]),
      destinationArn: `${bucketArn}/tgw/`,
      fields: ["tgw-id"],
    },
    [
      [{ fields: ["action"] }, "fields[0]: expected one of account-id, region, version"],
      [
        { transitGateways: new Map([[region, ["vpc-0a1b2c3d"]]]) },
        "transitGateways: eu-west-1[0]: expected the id of a transit gateway",
      ],
    ],
  ],
};

const build = ([Class, right]: readonly [Published, AnyProps, unknown], wrong: AnyProps = {}) => {
  const stack = new TerraformStack(testApp(), "test");
  new Class(stack, "It", { ...right, ...wrong } as never);
  return stack.toTerraform();
};

test("this test contains every exported construct", () => {
  const classes = Object.entries(published).filter(
    ([, value]) => typeof value === "function" && value.prototype instanceof Construct,
  );

  expect(classes.length).toBeGreaterThan(10);
  expect(classes.map(([name]) => name).toSorted()).toEqual(Object.keys(constructs));
});

describe.each(Object.entries(constructs))("%s", (name, row) => {
  const [, , wrongs] = row;

  test("accepts valid properties", () => {
    expect(() => build(row)).not.toThrow();
  });

  test.each(wrongs)("fails for %j, and prints the property, the value and what it expects", (wrong, message) => {
    expect(() => build(row, wrong)).toThrow(message);
    expect(() => build(row, wrong)).toThrow(new RegExp(`^${name} test/It has 1 problem:\n`));
  });
});

test("all problems are reported at once", () => {
  expect(() => build(constructs["FlowLogs"] as never, { accountId: "1", homeRegion: "a", fields: [] })).toThrow(
    /^FlowLogs test\/It has 3 problems:\n {2}accountId: .*\n {2}homeRegion: .*\n {2}fields: .*$/,
  );
});

test("values that are unknown until apply are accepted", () => {
  const later = Token.asString({ resolve: () => "${aws_kms_key.key.arn}" });

  expect(() => build(constructs["ArchiveBucket"] as never, { kmsKeyArn: later })).not.toThrow();
  expect(() => build(constructs["AlarmTopic"] as never, { kmsKeyArn: later })).not.toThrow();
});
