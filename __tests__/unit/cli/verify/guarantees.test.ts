import { terraformRoots } from "../../../../config/derived/terraform-roots";
import { allFileSources, feedNames } from "../../../../features/siem-feeds/names";
import type { AccountReader } from "../../../../cli/aws-reader/account-reader";
import { deployedFaults, recordedFaults } from "../../../../sample-data/faults";
import { account, arn, partition } from "../../../../sample-data/values";
import { References, keyArn as arnOfKey } from "../../../../terraform-types/synthesized/references";
import type { Attributes } from "../../../../terraform-types/columns/attributes";
import { ofType, readStack } from "../../../../terraform-types/synthesized/stack";
import { DeployedRegion } from "../../../../cli/verify/deployed-region";
import { guaranteeGroups, guarantees } from "../../../../cli/verify/guarantees";
import { obstacles } from "../../../../cli/verify/obstacles";
import { deployedFault } from "../../../local/support/faults/faults";
import { organization } from "../../../support/organization";

/** The response of AWS to each command: a value, an error, or a function of the input. */
type Answers = Readonly<Record<string, unknown>>;

class Refusal extends Error {
  constructor(name: string) {
    super(name);
    this.name = name;
  }
}

const region = "eu-central-1";
const now = new Date("2026-11-23T12:00:00Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

/** Returns a reader whose clients respond without a network. */
function readerOf(answers: Answers): AccountReader {
  const client = (Client: new (config: object) => object, of: string) => {
    const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: unknown }) => {
      const answer = answers[name.replace(/Command$/, "")];
      if (answer === undefined) throw new Error(`no answer to ${name}`);
      const value = typeof answer === "function" ? answer(input) : answer;
      if (value instanceof Error) throw value;
      return value;
    };
    // The function that reads pages tests the class of the client
    return Object.assign(new Client({ region: of, credentials: { accessKeyId: "a", secretAccessKey: "b" } }), { send });
  };
  return { accountId: "", client } as unknown as AccountReader;
}

/** Returns the facts of a guarantee about every resource of a root, by default with everything.yaml. */
async function factsOf(
  id: string,
  rootName: string,
  answers: Answers,
  { config, stacks } = organization("config/examples/everything.yaml", {}),
): Promise<string[]> {
  const outputs = [...stacks.keys()].map((one) => readStack(one, stacks.get(one)?.json));
  const stack = outputs.find(({ name }) => name === rootName);
  const root = terraformRoots(config).find(({ stackName }) => stackName === rootName);
  const guarantee = guarantees.find((one) => one.id === id);
  if (stack === undefined || root === undefined || guarantee === undefined) throw new Error(`no ${id} of ${rootName}`);
  const references = new References(outputs);
  const reader = readerOf(answers);
  const resolve = (of: typeof stack, text: string) => references.text(of, text);
  const archive = () => Promise.resolve(reader);
  const deployed = new DeployedRegion(root, stack, region, config, reader, archive, now, resolve);
  const ofTypes = deployed.resources.filter(({ type }) => guarantee.types.some((verified) => verified === type));
  expect(ofTypes.length).toBeGreaterThan(0);
  const facts = ofTypes.map(({ attributes, address }) => guarantee.find(attributes, deployed, address));
  return (await Promise.all(facts)).flat();
}

const keyArn = (root: string, id: string) => {
  const stack = readStack(root, organization("config/examples/everything.yaml", {}).stacks.get(root)?.json);
  const key = stack.resources.find((one) => one.id === id);
  if (key === undefined) throw new Error(`no key ${id}`);
  return arnOfKey(partition, stack, key);
};

/** Returns the resources of a type in a root. */
const synthesized = (root: string, type: string): Record<string, unknown>[] =>
  Object.values(organization("config/examples/everything.yaml", {}).stacks.get(root)?.json.resource[type]);
const trailStatus = (change: object) => ({
  GetTrailStatus: {
    IsLogging: true,
    StartLoggingTime: hoursAgo(1_000),
    LatestDeliveryTime: hoursAgo(0.1),
    LatestDigestDeliveryTime: hoursAgo(1),
    ...change,
  },
});
const metric = (Id: string, value: number) => ({
  GetMetricData: { MetricDataResults: [{ Id, Values: value === 0 ? [] : [value - 1, 1] }] },
});
const vpc = "vpc-0123456789abcdef0";
const flowLog = (change: object) => ({
  DescribeVpcs: { Vpcs: [{ VpcId: vpc }] },
  DescribeFlowLogs: {
    FlowLogs: [
      {
        FlowLogId: "fl-1",
        ResourceId: vpc,
        LogDestination: arn("s3", "", "", `acme-prod-service-logs-${account(2)}/flow-logs/`),
        ...change,
      },
    ],
  },
});
const webAcl = (change: object) => ({
  GetLoggingConfiguration: {
    LoggingConfiguration: {
      LogDestinationConfigs: [arn("s3", "", "", `aws-waf-logs-acme-prod-${account(2)}`)],
      RedactedFields: [
        ...["authorization", "cookie", "x-api-key"].map((Name) => ({ SingleHeader: { Name } })),
        { QueryString: {} },
      ],
      LoggingFilter: {
        DefaultBehavior: "DROP",
        Filters: [
          {
            Behavior: "KEEP",
            Requirement: "MEETS_ANY",
            Conditions: ["BLOCK", "COUNT"].map((Action) => ({ ActionCondition: { Action } })),
          },
        ],
      },
      ...change,
    },
  },
});
/** The synthesized masking of sessions, or of applications. */
const masking = ({ logGroupIdentifier }: { readonly logGroupIdentifier: string }) => {
  const isOfSessions = logGroupIdentifier.startsWith("/aws/ssm/");
  const policies = synthesized("member-payments", "aws_cloudwatch_log_data_protection_policy");
  const found = policies.find(({ log_group_name: group }) => String(group).includes("Sessions") === isOfSessions);
  return { policyDocument: found?.["policy_document"] };
};
interface Content {
  readonly Statement: readonly object[];
}

/** Returns a root as read from the output, with the resolver of its references. */
function outputOf(root: string) {
  const { stacks } = organization("config/examples/everything.yaml", {});
  const outputs = [...stacks.keys()].map((one) => readStack(one, stacks.get(one)?.json));
  const output = outputs.find(({ name }) => name === root);
  if (output === undefined) throw new Error(`no root ${root}`);
  return { output, references: new References(outputs) };
}

/** The synthesized guardrails with changed content, attached to these targets. */
function guardrails(change: (content: Content) => Content, targets: readonly string[] = []) {
  const { output: management, references } = outputOf("management");
  const policies = ofType(management, "aws_organizations_policy").map(({ attributes: { name, type, content } }) => ({
    Id: `p-${String(name)}`,
    Name: name,
    Type: type,
    Content: JSON.stringify(change(JSON.parse(references.text(management, content)))),
  }));
  return {
    ListPolicies: ({ Filter }: { readonly Filter: string }) => ({
      Policies: policies.filter(({ Type }) => Type === Filter),
    }),
    DescribePolicy: ({ PolicyId }: { readonly PolicyId: string }) => ({
      Policy: policies.find(({ Id }) => Id === PolicyId),
    }),
    ListTargetsForPolicy: { Targets: targets.map((TargetId) => ({ TargetId })) },
  };
}
const synthesizedQueries = () => synthesized("log-archive", "aws_athena_named_query");
/** The synthesized build projects of the log archive, each with a change of the project or of its environment. */
function builds(change: object, environmentChange: object = {}) {
  const { output, references } = outputOf("log-archive");
  const project = ({ name, source, environment, service_role: role, encryption_key: key }: Attributes): object => {
    const sound = { type: environment.type, image: environment.image, environmentVariables: [], privilegedMode: false };
    return {
      name,
      source: { type: source.type, buildspec: references.text(output, source.buildspec) },
      environment: Object.assign(sound, environmentChange),
      serviceRole: references.text(output, role),
      encryptionKey: references.text(output, key),
    };
  };
  return {
    BatchGetProjects: ({ names: [wanted] }: { readonly names: readonly string[] }) => ({
      projects: ofType(output, "aws_codebuild_project")
        .filter(({ attributes }) => attributes.name === wanted)
        .map(({ attributes }) => Object.assign(project(attributes), change)),
    }),
  };
}
/** The synthesized saved queries of every workgroup, with their SQL. */
function savedQueries(queries: readonly Record<string, unknown>[]) {
  const saved = queries.map(({ name, query }) => ({ NamedQueryId: String(name), Name: name, QueryString: query }));
  return {
    ListNamedQueries: { NamedQueryIds: saved.map(({ NamedQueryId }) => NamedQueryId) },
    BatchGetNamedQuery: ({ NamedQueryIds }: { readonly NamedQueryIds: readonly string[] }) => ({
      NamedQueries: saved.filter(({ NamedQueryId }) => NamedQueryIds.includes(NamedQueryId)),
    }),
  };
}
const emails = ["on-call", "security", "audit"].map((name) => `${name}@example.com`);
const hook = "https://events.example.com/integration/0123456789abcdef/enqueue";
const subscribed = (SubscriptionArn: string) => ({
  ListSubscriptionsByTopic: {
    Subscriptions: [
      ...emails.map((Endpoint) => ({ Protocol: "email", Endpoint, SubscriptionArn })),
      { Protocol: "https", Endpoint: hook, SubscriptionArn: arn("sns", region, account(1), "x:y") },
    ],
  },
});
const alarm = (StateTransitionedTimestamp: Date) => ({
  DescribeAlarms: {
    MetricAlarms: [{ AlarmName: "acme-prod-root-use", StateValue: "INSUFFICIENT_DATA", StateTransitionedTimestamp }],
  },
});
const muting = (AlarmName: string) => ({
  ListAlarmMuteRules: {
    AlarmMuteRuleSummaries: [
      { AlarmMuteRuleArn: arn("cloudwatch", region, account(1), "alarm-mute-rule:weekend"), Status: "ACTIVE" },
    ],
  },
  GetAlarmMuteRule: { Name: "weekend", MuteTargets: { AlarmNames: ["cpu", AlarmName] } },
});
const store = (Status: string) => ({
  ListEventDataStores: { EventDataStores: [{ Name: "acme-prod-organization-events", EventDataStoreArn: "x" }] },
  GetEventDataStore: {
    Status,
    RetentionPeriod: 731,
    MultiRegionEnabled: true,
    OrganizationEnabled: true,
    TerminationProtectionEnabled: true,
    KmsKeyId: keyArn("management", "Lake_Key_7B6C155C"),
  },
});
/** The responses of S3 for the buckets of all feeds, with keys below a prefix, or with the configured notifications. */
function announcements(prefix?: string) {
  const { config } = organization("config/examples/everything.yaml", {});
  const { topicName } = feedNames(config);
  const TopicConfigurations = allFileSources(config).flatMap(({ name, keyPrefixes }) =>
    keyPrefixes.map((configured, i) => ({
      Id: `${topicName(name)}${i === 0 ? "" : `-${i}`}`,
      TopicArn: arn("sns", region, account(2), topicName(name)),
      Events: ["s3:ObjectCreated:*"],
      Filter: { Key: { FilterRules: [{ Name: "Prefix", Value: prefix ?? configured }] } },
    })),
  );
  const queues = synthesized("log-archive", "aws_s3_bucket_notification").flatMap(
    ({ queue = [] }) => queue as Attributes[],
  );
  const QueueConfigurations = queues.map(({ id, events, filter_prefix: configured }) => ({
    Id: id,
    QueueArn: arn("sqs", region, account(2), id),
    Events: events,
    Filter: { Key: { FilterRules: [{ Name: "Prefix", Value: prefix ?? configured ?? "" }] } },
  }));
  return { GetBucketNotificationConfiguration: { TopicConfigurations, QueueConfigurations } };
}

const crawler = (Status: string) => ({
  GetCrawler: {
    Crawler: {
      Role: "acme-prod-log-crawler",
      Schedule: { ScheduleExpression: "cron(45 1 * * ? *)", State: "SCHEDULED" },
      LastCrawl: { Status, ErrorMessage: "Access denied" },
    },
  },
});
const object = (LastModified: Date) => ({ Contents: [{ Key: "k", Size: 1, LastModified }] });
const aggregator = (AggregatedSourceStatusList: readonly object[]) => ({
  DescribeConfigurationAggregators: {
    ConfigurationAggregators: [
      {
        ConfigurationAggregatorName: "acme-prod-organization",
        OrganizationAggregationSource: {
          AllAwsRegions: true,
          RoleArn: arn("iam", "", account(5), "role/acme-prod-config-aggregator"),
        },
      },
    ],
  },
  DescribeConfigurationAggregatorSourcesStatus: { AggregatedSourceStatusList },
});
const recorder = (change: object) => ({
  DescribeConfigurationRecorderStatus: {
    ConfigurationRecordersStatus: [
      { name: "organization-recorder", recording: true, lastStatus: "Success", ...change },
    ],
  },
});
const channel = (change: object) => ({
  DescribeDeliveryChannelStatus: {
    DeliveryChannelsStatus: [
      { name: "organization-recorder", configSnapshotDeliveryInfo: { lastStatus: "Success", ...change } },
    ],
  },
});

const scanAlarms = (change: object): Answers => ({
  DescribeAlarms: {
    MetricAlarms: synthesized("log-archive", "aws_cloudwatch_metric_alarm").map((one) => ({
      AlarmName: one["alarm_name"],
      AlarmActions: one["alarm_actions"],
      OKActions: one["ok_actions"],
      MetricName: one["metric_name"],
      Namespace: one["namespace"],
      Dimensions: Object.entries(one["dimensions"] ?? {}).map(([Name, Value]) => ({ Name, Value })),
      Statistic: one["statistic"],
      Period: one["period"],
      Threshold: one["threshold"],
      ComparisonOperator: one["comparison_operator"],
      EvaluationPeriods: one["evaluation_periods"],
      DatapointsToAlarm: one["datapoints_to_alarm"],
      TreatMissingData: one["treat_missing_data"],
      Metrics: (one["metric_query"] as Query[] | undefined)?.map((query) => metricOf({ ...query, ...change })),
    })),
  },
});
interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly metric?: Record<string, unknown>;
}
const metricOf = ({ id: Id, expression: Expression, metric: of }: Query) => ({
  Id,
  Expression,
  MetricStat: of && {
    Metric: {
      MetricName: of["metric_name"],
      Namespace: of["namespace"],
      Dimensions: Object.entries(of["dimensions"] ?? {}).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: of["period"],
    Stat: of["stat"],
  },
});

/** Each fault: the response of AWS, the fact, and the response of AWS without the fault. */
const cases: Readonly<Record<string, readonly [found: Answers, fact: RegExp, sound: Answers]>> = {
  "the archive denies the last delivery of the trail": [
    trailStatus({ LatestDeliveryError: "AccessDenied" }),
    /^the last delivery of trail acme-everything to its bucket failed: AccessDenied$/,
    trailStatus({}),
  ],
  "the archive denies the last digest of the trail": [
    trailStatus({ LatestDigestDeliveryError: "AccessDenied" }),
    /to its bucket, of digests, failed: AccessDenied/,
    trailStatus({ LatestDigestDeliveryError: "" }),
  ],
  "the log group denies the last delivery of the trail": [
    trailStatus({ LatestCloudWatchLogsDeliveryError: "Access denied." }),
    /to its log group failed: Access denied\./,
    trailStatus({}),
  ],
  "the topic denies the last notification of the trail": [
    trailStatus({ LatestNotificationError: "AuthorizationError" }),
    /to its topic failed: AuthorizationError/,
    trailStatus({}),
  ],
  "the trail has delivered nothing for hours": [
    trailStatus({ LatestDeliveryTime: hoursAgo(3.01) }),
    /has delivered no events since 2026-11-23T08:59/,
    trailStatus({ LatestDeliveryTime: hoursAgo(3) }),
  ],
  "the trail has written no digest for hours": [
    trailStatus({ LatestDigestDeliveryTime: undefined }),
    /has delivered no digest since 2026-10/,
    trailStatus({ LatestDigestDeliveryTime: undefined, StartLoggingTime: hoursAgo(2) }),
  ],
  "the trail no longer records Insights events": [
    { GetInsightSelectors: new Refusal("InsightNotEnabledException") },
    /trail acme-everything: insights is not set, expected/,
    {
      GetInsightSelectors: {
        InsightSelectors: ["ApiCallRateInsight", "ApiErrorRateInsight"].map((InsightType) => ({ InsightType })),
      },
    },
  ],
  "the event data store is pending deletion": [
    store("PENDING_DELETION"),
    /: status is PENDING_DELETION, expected ENABLED/,
    store("ENABLED"),
  ],
  "a subscription is not confirmed": [
    subscribed("PendingConfirmation"),
    /^(on-call|security|audit)@example\.com has not confirmed/,
    subscribed(arn("sns", region, account(1), "x:y")),
  ],
  "an alarm has been without data for two days": [
    alarm(hoursAgo(48)),
    /^alarm acme-prod-root-use has had no data since 2026-11-21/,
    alarm(hoursAgo(24)),
  ],
  "an alarm is muted": [
    muting("acme-prod-root-use"),
    /^alarm acme-prod-root-use is muted by the mute rule weekend, which is ACTIVE$/,
    muting("acme-prod-root-use-of-a-team"),
  ],
  "an alarm watches another expression": [
    scanAlarms({ expression: "SUM(METRICS()) * 0" }),
    /^alarm acme-prod-.*: expression is /,
    scanAlarms({}),
  ],
  "the resource policy of CloudWatch Logs is deleted": [
    { DescribeResourcePolicies: { resourcePolicies: [] } },
    /^CloudWatch Logs has no resource policy /,
    {
      DescribeResourcePolicies: {
        resourcePolicies: synthesized("log-archive", "aws_cloudwatch_log_resource_policy").map((one) => ({
          policyName: one["policy_name"],
          policyDocument: one["policy_document"],
        })),
      },
    },
  ],
  "a bucket has MFA delete": [
    { GetBucketVersioning: { Status: "Enabled", MFADelete: "Enabled" } },
    /^bucket .* has MFA delete$/,
    { GetBucketVersioning: { Status: "Enabled", MFADelete: "Disabled" } },
  ],
  "an archive sends no notifications of new files": [
    { GetBucketNotificationConfiguration: {} },
    /notification acme-prod-[a-z0-9-]+ of bucket .*: (topic|queue|events|prefix) is not set/,
    announcements(),
  ],
  "an archive sends notifications of the wrong files to a feed": [
    announcements("other/"),
    /notification acme-prod-[a-z0-9-]+ of bucket .*: prefix is other\//,
    announcements(),
  ],
  "the last run of a crawler failed": [crawler("FAILED"), /failed: Access denied/, crawler("SUCCEEDED")],
  "the last record of a recorder failed": [
    recorder({ lastStatus: "Failure", lastErrorCode: "AccessDenied", lastErrorMessage: "no" }),
    /recorder organization-recorder failed: AccessDenied no/,
    recorder({ lastStatus: "Pending" }),
  ],
  "the archive denies the last snapshot of AWS Config": [
    channel({ lastStatus: "Failure", lastErrorCode: "AccessDenied" }),
    /delivery of snapshots by channel organization-recorder failed: AccessDenied/,
    channel({ lastStatus: "Not_Applicable" }),
  ],
  "the archive denies the last delivery of a flow log": [
    flowLog({ DeliverLogsStatus: "FAILED", DeliverLogsErrorMessage: "Access error" }),
    /flow log fl-1 of vpc-0123456789abcdef0 failed: Access error/,
    flowLog({ DeliverLogsStatus: "SUCCESS" }),
  ],
  "the flow logs of a region are silent": [
    { ListObjectsV2: {}, DescribeNetworkInterfaces: { NetworkInterfaces: [{}] } },
    /no flow log arrived from eu-central-1/,
    {
      // The log is from yesterday
      ListObjectsV2: ({ Prefix }: { Prefix: string }) => (Prefix.endsWith("day=22/") ? object(hoursAgo(20)) : {}),
    },
  ],
  "the DNS queries of a VPC are silent": [
    { ListObjectsV2: {}, DescribeNetworkInterfaces: { NetworkInterfaces: [{}] } },
    /no DNS query of vpc-0[a-f\d]{16} arrived today or yesterday/,
    {
      // The log is from yesterday
      ListObjectsV2: ({ Prefix }: { Prefix: string }) => (Prefix.endsWith("/22/") ? object(hoursAgo(20)) : {}),
    },
  ],
  "an object of a replicated bucket is not replicated": [
    metric("m0", 4),
    /^4 objects of bucket \S+ were not replicated/,
    metric("m0", 0),
  ],
  "a guardrail is deleted": [
    { ListPolicies: { Policies: [{ Id: "p-1", Name: "acme-prod-of-somebody-1" }] } },
    /guardrail \S+ does not exist/,
    guardrails((content) => content),
  ],
  "a statement of a guardrail is removed": [
    guardrails((content) => ({ ...content, Statement: content.Statement.slice(1) })),
    /policy of guardrail \S+ has no statement /,
    guardrails((content) => content),
  ],
  "a guardrail is detached from an organizational unit": [
    guardrails((content) => content, [account(2)]),
    /guardrail \S+ is not attached to ou-a1b2-c3d4e5f6/,
    guardrails((content) => content, [account(2), "ou-a1b2-c3d4e5f6"]),
  ],
  "a build project is deleted": [
    { BatchGetProjects: { projects: [] } },
    /build project \S+ does not exist/,
    builds({}),
  ],
  "a build project has an environment variable": [
    builds({}, { environmentVariables: [{ name: "NODE_OPTIONS", value: "--require=./nothing.js" }] }),
    /: environment variables is .*NODE_OPTIONS.*, expected not set/,
    builds({}),
  ],
  "a build project has another role": [
    builds({ serviceRole: arn("iam", "", account(2), "role/other") }),
    /: role is arn:\S+:role\/other, expected /,
    builds({}),
  ],
  "a saved query is deleted": [savedQueries([]), /has no saved query /, savedQueries(synthesizedQueries())],
  "a web ACL is no longer logged": [
    { GetLoggingConfiguration: new Refusal("WAFNonexistentItemException") },
    /web ACL .*: /,
    webAcl({}),
  ],
  "the logs of a web ACL are filtered": [
    webAcl({ LoggingFilter: { DefaultBehavior: "DROP", Filters: [] } }),
    /filters of its logs is not set/,
    webAcl({}),
  ],
  "a log group no longer masks data": [
    { GetDataProtectionPolicy: {} },
    /masking of log group .*: statements is not set/,
    { GetDataProtectionPolicy: masking },
  ],
  "the subscription of a log group is deleted": [
    { DescribeSubscriptionFilters: { subscriptionFilters: [] } },
    /has no subscription acme-prod-app-logs/,
    {
      DescribeSubscriptionFilters: {
        subscriptionFilters: [
          {
            filterName: "acme-prod-app-logs",
            filterPattern: "",
            destinationArn: arn("firehose", region, account(3), "deliverystream/acme-prod-app-logs"),
            roleArn: arn("iam", "", account(3), "role/acme-prod-app-logs-to-firehose"),
          },
        ],
      },
    },
  ],
  "the events of a log group cannot be delivered": [metric("m0", 7), /: 7 log events could not/, metric("m0", 0)],
  "a stream throttles records": [metric("m0", 3), /: 3 records were throttled/, metric("m0", 0)],
  "a stream has no access to its key": [metric("m1", 2), /: 2 requests for its key were denied/, metric("m1", 0)],
  "an event rule fails to invoke its target": [metric("m0", 5), /: 5 invocations of its targets/, metric("m0", 0)],
  "an event rule loses events": [metric("m1", 1), /: 1 events were lost/, metric("m1", 0)],
  "the aggregator cannot read an account": [
    aggregator([{ SourceId: account(3), AwsRegion: region, LastErrorMessage: "denied" }]),
    /cannot read 3{12} in eu-central-1: denied/,
    aggregator([]),
  ],
};

test.each(recordedFaults.map((fault) => [fault.what, fault] as const))(
  'the fault "%s" is reported, and nothing is reported without it',
  async (what, fault) => {
    const [found, fact, sound] = cases[what] ?? [];
    if (found === undefined || fact === undefined || sound === undefined) throw new Error(`no answers for: ${what}`);
    const facts = await factsOf(fault.guarantee, fault.root, found);

    expect(facts.length).toBeGreaterThan(0);
    for (const one of facts) expect(one).toMatch(fact);
    expect(await factsOf(fault.guarantee, fault.root, sound)).toEqual([]);
  },
);

test("the key of the replicas is verified, also if it is a replica of the archive key", async () => {
  const replicated = organization("config/examples/second-region.yaml", {
    archive: {
      kmsKeyDeletionRoleArns: [arn("iam", "", account(2), "role/BreakGlass")],
      secondRegion: { account: account(2), multiRegionKey: true },
    },
  });
  const answer = (KeyState: string) => ({ DescribeKey: { KeyMetadata: { KeyId: "mrk-1", KeyState } } });

  expect(await factsOf("key-enabled", "second-region", answer("Enabled"), replicated)).toEqual([]);
  expect(await factsOf("key-enabled", "second-region", answer("PendingDeletion"), replicated)).toEqual([
    "key mrk-1 of alias/acme-archive-replica is PendingDeletion",
  ]);
});

test("every fault with a recorded answer has a case in this file", () => {
  expect(Object.keys(cases).toSorted()).toEqual(recordedFaults.map(({ what }) => what).toSorted());
});

test("every fault of the local AWS can be created there", () => {
  expect(() => deployedFaults.map(deployedFault)).not.toThrow();
});

test("every guarantee has a fault that breaks it", () => {
  const broken = new Set([...deployedFaults, ...recordedFaults].map(({ guarantee }) => guarantee));

  expect(guarantees.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
});

test("every guarantee has a unique id, a sentence, a fix, its types and its actions", () => {
  const all = [...guarantees, ...obstacles];

  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(Object.values(guaranteeGroups).every((rows) => rows.length > 0)).toBe(true);
  for (const { id, promise, fix } of all) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(promise).toMatch(/^[A-Z].*\.$/);
    expect(fix).toMatch(/^[a-z].*[^.]$/);
  }
  for (const { types, reads } of guarantees) {
    expect(types.length).toBeGreaterThan(0);
    expect(reads.length).toBeGreaterThan(0);
    for (const action of reads) expect(action).toMatch(/^[a-z0-9-]+:(Describe|Get|List|BatchGet)/);
  }
});

test("a link to a table of Security Lake must lead to the table, and may have any columns of the table", async () => {
  const withLake = organization("config/examples/everything.yaml", {
    query: {
      ocsf: {
        securityLake: { administrator: account(5), readerRoleArns: [arn("iam", "", account(2), "role/analyst")] },
      },
    },
  });
  const answerOf = (changes: object) => ({
    GetTable: ({ Name }: { Name: string }) => ({
      Table: {
        Name,
        StorageDescriptor: { Location: "s3://aws-security-data-lake", Columns: [{ Name: "time", Type: "bigint" }] },
        TargetTable: {
          CatalogId: account(5),
          DatabaseName: "amazon_security_lake_glue_db_eu_central_1",
          Name: `amazon_security_lake_table_eu_central_1_${sourceOf[Name]}_2_0`,
          ...changes,
        },
      },
    }),
  });
  const sourceOf: Readonly<Record<string, string>> = {
    ocsf_cloudtrail: "cloud_trail_mgmt",
    ocsf_flow_logs: "vpc_flow",
    ocsf_dns_logs: "route53",
    ocsf_securityhub_findings: "sh_findings",
  };
  const facts = (changes: object) => factsOf("table", "security-lake", answerOf(changes), withLake);

  expect(await facts({})).toEqual([]);
  for (const [changes, field] of [
    [{ CatalogId: account(6) }, "account of the linked table"],
    [{ DatabaseName: "other" }, "database of the linked table"],
    [{ Name: "other" }, "name of the linked table"],
  ] as const) {
    const found = await facts(changes);

    expect(found).toHaveLength(4);
    for (const fact of found) expect(fact).toContain(`${field} is`);
  }
});
