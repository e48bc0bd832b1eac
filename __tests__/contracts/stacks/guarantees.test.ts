import { contractConfigurations } from "../../../dev/addresses/address-file";
import { readFileSync } from "node:fs";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { comparesCountries } from "../../../config/names/hunts";
import { namesFor } from "../../../config/names/names";
import { accountIds } from "../../../config/derived/accounts";
import { urgentEventRegions } from "../../../config/derived/regions";
import { replicatedArchives } from "../../../config/derived/second-region";
import { replicaAccountId } from "../../../config/names/second-region";
import type { PolicyStatement } from "../../../modules/iam/policy-document";
import { queryFailuresOf, urgentEventsIn } from "../../../stacks/log-sources/urgent-events";
import { organization } from "../../support/organization";
import type { Attributes } from "../../support/synth";

/** Guarantees for every resource of every account, whatever the configuration. */

/** Roots that an account has besides its own root. */
const further = [
  "config-aggregator",
  "trail-administrator",
  "second-region",
  "replication",
  "security-lake-subscriber",
  "security-lake",
];

describe.each(contractConfigurations)("in every account of %s", (path) => {
  const { stacks, config } = organization(path);
  const hasUrgentEvents = config.notifications.urgentEvents.enabled;
  const everyStack = [...stacks.entries()];
  const alertingRoot = config.accounts.trailAdministrator === undefined ? "management" : "trail-administrator";
  const logArchive = stacks.get("log-archive");
  const buckets = everyStack.flatMap(([name, { json }]) =>
    Object.keys(json.resource.aws_s3_bucket ?? {}).map((bucket) => [name, bucket] as const),
  );
  const statementsOf = (policy: string): PolicyStatement[] => JSON.parse(policy).Statement;
  const resourcePolicies = everyStack.flatMap(([name, stack]) =>
    [S3BucketPolicy, KmsKey, SnsTopicPolicy, CloudwatchEventBusPolicy, SqsQueuePolicy].flatMap((type) =>
      stack
        .all(type)
        .map((resource) => ({ name, path: resource["//"].metadata.path, statements: statementsOf(resource.policy) })),
    ),
  );

  test("only the log-archive account and the account of the replicas have buckets, and each account with logged buckets has one", () => {
    const logged = new Set(config.logSources.accessLogs.buckets.map((bucket) => bucket.account));
    const has = everyStack.map(([name, { json }]) => [
      json.provider.aws[0].allowed_account_ids[0],
      Object.keys(json.resource.aws_s3_bucket ?? {}).length,
      name,
    ]);
    const requested = [
      config.archive.configArchive.lockedCopy.enabled,
      config.logSources.webAclLogs.enabled,
      config.lakehouse.enabled,
      config.hunts.enabled,
      comparesCountries(config),
    ];
    const more = requested.filter(Boolean).length;

    // Access logs of the replicas, and query results
    const ofReplicas = replicatedArchives(config).length + 2;
    const additional: Record<string, number> = { "log-archive": 5 + more, "second-region": ofReplicas, replication: 0 };
    expect(has).toEqual(has.map(([id, , name]) => [id, additional[name] ?? Number(logged.has(id)), name]));
    expect(buckets).toHaveLength(has.reduce((sum, [, count]) => sum + count, 0));
  });

  /** Returns the one resource of a type that belongs to a bucket. */
  const ofBucket = (type: { tfResourceType: string }, [name, bucket]: (typeof buckets)[number]): Attributes => {
    const found =
      stacks
        .get(name)
        ?.all(type)
        .filter((resource) => resource.bucket === `\${aws_s3_bucket.${bucket}.id}`) ?? [];
    expect(found).toHaveLength(1);
    return found[0];
  };

  test("Every bucket is private, versioned and encrypted, and has one lifecycle rule and one policy.", () => {
    expect(buckets.length).toBeGreaterThan(4);
    for (const bucket of buckets) {
      expect(ofBucket(S3BucketPublicAccessBlock, bucket)).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
      expect(ofBucket(S3BucketVersioningA, bucket).versioning_configuration.status).toBe("Enabled");
      expect(ofBucket(S3BucketOwnershipControls, bucket).rule.object_ownership).toBe("BucketOwnerEnforced");
      expect(ofBucket(S3BucketServerSideEncryptionConfigurationA, bucket).rule).toHaveLength(1);

      const [rule, ...others] = ofBucket(S3BucketLifecycleConfiguration, bucket).rule;
      expect(others).toEqual([]);
      expect(rule).toMatchObject({
        status: "Enabled",
        filter: [{ prefix: "" }],
        noncurrent_version_expiration: [{ noncurrent_days: expect.any(Number) }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: expect.any(Number) }],
      });

      const denied = statementsOf(ofBucket(S3BucketPolicy, bucket).policy).filter(({ Effect }) => Effect === "Deny");
      expect(denied.map(({ Sid }) => Sid)).toEqual(
        expect.arrayContaining(["DenyPlainHttp", "DenyTlsBefore12", "DenyOutsideOrganization"]),
      );
    }
  });

  test("every bucket except the access-log buckets uses the archive key and logs its access", () => {
    const accessLogBuckets = buckets.filter(([, bucket]) => /AccessLogs/.test(bucket));
    expect(accessLogBuckets.filter(([name]) => name === "log-archive")).toHaveLength(1);
    const encryptionOf = (bucket: (typeof buckets)[number]) =>
      ofBucket(S3BucketServerSideEncryptionConfigurationA, bucket).rule[0].apply_server_side_encryption_by_default;

    for (const bucket of buckets) {
      const isAccessLog = accessLogBuckets.includes(bucket);
      expect(encryptionOf(bucket).sse_algorithm).toBe(isAccessLog ? "AES256" : "aws:kms");
      expect(encryptionOf(bucket).kms_master_key_id === undefined).toBe(isAccessLog);
    }
    expect(logArchive?.all(S3BucketLoggingA)).toHaveLength((logArchive?.all(S3Bucket) ?? []).length - 1);
  });

  test("every key has rotation, and every log group has a key and a retention", () => {
    const keys = everyStack.flatMap(([, stack]) => stack.all(KmsKey));
    const logGroups = everyStack.flatMap(([, stack]) => stack.all(CloudwatchLogGroup));

    expect(keys.length).toBeGreaterThan(0);
    expect(keys.every((key) => key.enable_key_rotation === true)).toBe(true);
    expect(logGroups.length).toBeGreaterThan(0);
    expect(logGroups.every((group) => group.kms_key_id && group.retention_in_days > 0)).toBe(true);
  });

  test("no policy allows principals outside the organization; configured accounts may look up the archive key", () => {
    const open = resourcePolicies.flatMap(({ name, statements }) =>
      statements
        .filter(({ Effect, Principal }) => Effect === "Allow" && JSON.stringify(Principal).includes('"*"'))
        .filter(({ Condition }) => Condition?.StringEquals?.["aws:PrincipalOrgID"] === undefined)
        .map(({ Action, Condition }) => ({
          name,
          Action,
          accounts: Condition?.StringEquals?.["aws:PrincipalAccount"],
        })),
    );
    const accounts = config.accounts.outside.map(({ id }) => id);

    expect(open).toEqual(accounts.length === 0 ? [] : [{ name: "log-archive", Action: "kms:DescribeKey", accounts }]);
  });

  test("every statement for a service is limited to an account, an organization or a resource", () => {
    const unbound = resourcePolicies.flatMap(({ path: place, statements }) =>
      statements
        .filter(({ Effect, Principal }) => Effect === "Allow" && typeof Principal === "object" && Principal.Service)
        .filter(
          ({ Condition }) =>
            !/aws:Source(Arn|Account|OrgID)|kms:EncryptionContext/.test(JSON.stringify(Condition ?? {})),
        )
        .map(({ Sid }) => `${place} ${Sid}`),
    );

    // AWS documents no condition for load balancers. Each path contains the account whose load balancers write there.
    const byPath =
      config.logSources.loadBalancerLogs.accounts.length > 0
        ? ["log-archive/Archives/AccessLogs/Resource/Policy LoadBalancerLogDelivery"]
        : [];
    // AWS supports no such condition for EventBridge and an encrypted topic. The policy of the topic has the condition instead.a key.
    const exceptions = [
      `${alertingRoot}/MonitoringKey/Resource AllowEventBridgeRules`,
      `${alertingRoot}/MonitoringKey/Resource AllowEventBridgeDescribeKey`,
    ];
    // AWS documents no condition for S3 that encrypts a message to a queue. The policy of the queue contains the bucket.
    const ofSearch = config.search.enabled ? ["log-archive/Search/Key/Resource AllowS3NotificationsEncrypt"] : [];
    // AWS documents no condition for SNS that encrypts a message to a queue. The policy of the queue contains the topics.
    // feed-key-grants.test.ts tests the statement.
    const [ofFeeds, ofSearchedTopic] = ["SiemFeeds", "Search"].map((owner) =>
      config.siemFeeds.length > 0 ? [`log-archive/${owner}/Key/Resource AllowTopicsEncrypt`] : [],
    );
    // CloudTrail Lake supports no condition. lake.test.ts tests that its key encrypts nothing else
    const ofLake = ["AllowCloudTrailEncryptEds", "AllowCloudTrailDescribeKey"]
      .filter(() => config.trail.lake.enabled)
      .map((sid) => `management/Lake/Key/Resource ${sid}`);
    expect(unbound).toEqual([
      ...byPath,
      ...(ofFeeds ?? []),
      ...ofSearch,
      ...(ofSearchedTopic ?? []),
      ...exceptions.slice(0, hasUrgentEvents ? 2 : 1),
      ...ofLake,
    ]);
  });

  test("one service may assume each role, and only for resources of this organization", () => {
    const roles = everyStack.flatMap(([, stack]) => stack.all(IamRole));

    expect(roles.length).toBeGreaterThan(0);
    for (const role of roles) {
      const statements = statementsOf(role.assume_role_policy);
      expect(statements).toHaveLength(1);
      // An external reader assumes the role of its feed. siem-feeds.test.ts tests which callers are refused
      if (role["//"].metadata.path.startsWith("log-archive/SiemFeeds/")) continue;
      expect(statements[0]?.Principal).toEqual({ Service: expect.stringMatching(/\.amazonaws\.com$/) });
      // AWS documents no condition for the chat service. chat-channels.test.ts tests the permissions of its role
      if (JSON.stringify(statements[0]?.Principal).includes("chatbot.amazonaws.com")) continue;
      // AWS documents no condition for S3 replication. bucket-replication.test.ts tests the permissions of its role
      if (JSON.stringify(statements[0]?.Principal).includes('"s3.amazonaws.com"')) continue;
      // AWS documents no condition for S3 Batch Operations. catch-up-role.test.ts tests the permissions of its role
      if (JSON.stringify(statements[0]?.Principal).includes("batchoperations.s3.amazonaws.com")) continue;
      // AWS documents no condition for the aggregator. config-aggregator.test.ts tests the permissions of its role
      if (role["//"].metadata.path === "config-aggregator/Aggregator/Role") {
        expect(statements[0]?.Principal).toEqual({ Service: "config.amazonaws.com" });
        continue;
      }
      // AWS documents no condition for the monitors of OpenSearch. monitor-role.test.ts tests the permissions of their role
      if (role["//"].metadata.path === "log-archive/Search/Monitors/Resource") {
        expect(statements[0]?.Principal).toEqual({ Service: "es.amazonaws.com" });
        continue;
      }
      // AWS documents no condition for QuickSight. dashboards.test.ts in this folder tests the permissions of its role
      if (JSON.stringify(statements[0]?.Principal).includes("quicksight.amazonaws.com")) continue;
      // Firehose sends the account as the external id, and AWS documents no other condition for it
      const forFirehose = JSON.stringify(statements[0]?.Principal).includes("firehose.amazonaws.com");
      expect(JSON.stringify(statements[0]?.Condition)).toMatch(
        forFirehose ? /^\{"StringEquals":\{"sts:ExternalId":"\d{12}"\}\}$/ : /aws:Source(Arn|Account)/,
      );
    }
  });

  test("every statement of a role lists its actions, and its resources if AWS supports them", () => {
    const policies = everyStack.flatMap(([, stack]) => stack.all({ tfResourceType: "aws_iam_role_policy" }));
    const statements = policies.flatMap(({ policy }) => statementsOf(policy));

    expect(statements.length).toBeGreaterThan(0);
    expect(statements.filter(({ Action }) => [Action].flat().some((action) => action.includes("*")))).toEqual([]);
    const bare = statements.filter(({ Resource }) => [Resource].flat().includes("*"));
    // These actions support no resource in IAM. Step Functions requires the actions of log delivery
    expect(new Set(bare.flatMap(({ Action }) => Action))).toEqual(
      new Set([
        ...(config.verification.digests.enabled ? ["cloudtrail:ListPublicKeys"] : []),
        ...(config.dashboards.enabled ? ["athena:ListDataCatalogs"] : []),
        "glue:GetSecurityConfiguration",
        "logs:GetQueryResults",
        "cloudwatch:GetMetricData",
        ...(config.hunts.enabled ? ["cloudwatch:PutMetricData"] : []),
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
      ]),
    );
  });

  test("Every alarm publishes to a topic that has a subscriber and a key that CloudWatch may use.", () => {
    const alerting = stacks.get(alertingRoot);
    const alarms = alerting?.all(CloudwatchMetricAlarm) ?? [];
    const topics: Record<string, Attributes> = alerting?.json.resource[SnsTopic.tfResourceType];
    const keys: Record<string, Attributes> = alerting?.json.resource[KmsKey.tfResourceType];
    const referred = (text: string) => /^\$\{\w+\.([^.]+)\.arn\}$/.exec(text)?.[1] ?? "";

    expect(alarms.length).toBeGreaterThanOrEqual(15);
    for (const alarm of alarms) {
      expect(alarm.actions_enabled).toBe(true);
      expect(alarm.alarm_actions).toHaveLength(1);
      const topicId = referred(alarm.alarm_actions[0]);
      const subscriptions = alerting
        ?.all(SnsTopicSubscription)
        .filter(({ topic_arn }) => referred(topic_arn) === topicId);
      expect(subscriptions?.length).toBeGreaterThan(0);

      const key = keys[referred(topics[topicId].kms_master_key_id)];
      const cloudWatch = statementsOf(key?.policy).filter(({ Principal }) =>
        JSON.stringify(Principal).includes("cloudwatch.amazonaws.com"),
      );
      expect(cloudWatch.flatMap(({ Action }) => Action)).toEqual(["kms:Decrypt", "kms:GenerateDataKey*"]);
    }
  });

  test("every topic is encrypted, has one policy and denies plain HTTP", () => {
    for (const [, stack] of everyStack) {
      expect(stack.all(SnsTopicPolicy)).toHaveLength(stack.all(SnsTopic).length);
      expect(stack.all(SnsTopic).every((topic) => topic.kms_master_key_id)).toBe(true);
      for (const { policy } of stack.all(SnsTopicPolicy)) {
        expect(statementsOf(policy).map(({ Sid }) => Sid)).toContain("DenyPlainHttp");
      }
    }
  });

  test("urgent events of every account and region are sent to the bus, and their messages to people", () => {
    if (!hasUrgentEvents) {
      const rules = everyStack.flatMap(([, stack]) => stack.all(CloudwatchEventRule));
      expect(rules.filter(({ event_pattern }) => !event_pattern.includes("aws.securityhub"))).toEqual([]);
      return;
    }
    const alerting = stacks.get(alertingRoot);
    const { events, forwarded } = urgentEventsIn(config);
    // These accounts forward from their own roots
    for (const [name, stack] of everyStack.filter(([one]) => !further.includes(one))) {
      const rules = stack.all(CloudwatchEventRule).filter(({ event_bus_name }) => event_bus_name === undefined);
      const ofQueries = queryFailuresOf(config).map(({ eventPattern }) => eventPattern);
      const expected = [...forwarded, ...(name === "log-archive" ? ofQueries : [])];
      const regionOf = ({ region, provider }: Attributes) =>
        region ?? provider?.replace("aws.", "") ?? config.homeRegion;
      for (const region of urgentEventRegions(config)) {
        const found = rules.filter((rule) => regionOf(rule) === region);
        expect({ name, region, patterns: found.map(({ event_pattern }) => event_pattern) }).toEqual({
          name,
          region,
          patterns: expected,
        });
      }
      expect(rules).toHaveLength(urgentEventRegions(config).length * expected.length);
      expect(stack.all(CloudwatchEventTarget)).toHaveLength(stack.all(CloudwatchEventRule).length);
    }

    const notified =
      alerting?.all(CloudwatchEventTarget).filter(({ event_bus_name }) => event_bus_name !== undefined) ?? [];
    expect(notified).toHaveLength(
      events.flatMap(({ eventPatterns }) => eventPatterns).length + queryFailuresOf(config).length,
    );
    const topics = Object.keys(alerting?.json.resource[SnsTopic.tfResourceType]).map(
      (id) => `\${aws_sns_topic.${id}.arn}`,
    );
    expect(notified.filter((target) => !topics.includes(target.arn))).toEqual([]);
    for (const resource of [alerting?.one(CloudwatchEventBus), alerting?.one(SqsQueue)]) {
      expect(resource.kms_key_identifier ?? resource.kms_master_key_id).toMatch(/^\$\{aws_kms_key\./);
    }
  });

  test("a rule of the bus may publish to its topic", () => {
    // The ARN of a rule on a custom bus contains the bus: rule/<bus>/<rule>
    const { urgentEventBusName: busName } = namesFor(config);
    for (const { policy } of stacks.get(alertingRoot)?.all(SnsTopicPolicy) ?? []) {
      const rules = statementsOf(policy).filter(({ Sid }) => Sid === "EventBridgeRules");
      for (const { Condition } of rules) {
        const [, beginning = ""] = /:rule\/(.+)\*$/.exec(String(Condition?.ArnLike?.["aws:SourceArn"])) ?? [];
        expect(beginning).toBe(`${config.prefix}-`);
        expect(busName.startsWith(beginning)).toBe(true);
      }
    }
  });

  test("Terraform accepts only credentials of the account, and tags every resource", () => {
    const { aggregator } = config.logSources.awsConfig;
    const ids = everyStack.map(([name, { json }]) => {
      const [provider, ...others] = json.provider.aws;
      for (const other of others) {
        // A provider of another region has the same account and no other difference
        expect(other).toEqual({ ...provider, region: other.alias, alias: other.alias });
      }
      expect(provider.default_tags[0].tags).toMatchObject({ ManagedBy: "trailkeeper", Stack: name });
      expect(provider.allowed_account_ids).toHaveLength(1);
      const [id] = provider.allowed_account_ids;
      const assumed = JSON.stringify([provider.assume_role, provider.dynamic]).match(/arn:[^"\\]+/g) ?? [];
      expect(assumed.filter((role) => !role.includes(`:${id}:role/`))).toEqual([]);
      return [name, id] as const;
    });

    // An account may have the root of the aggregator too, because the account is registered between both roots
    const ofAggregator = ids.filter(([name]) => name === "config-aggregator").map(([, id]) => id);
    const itsAccount = aggregator.account ?? config.accounts.logArchive;
    expect(ofAggregator).toEqual(aggregator.enabled ? [itsAccount] : []);
    const ofAdministrator = ids.filter(([name]) => name === "trail-administrator").map(([, id]) => id);
    expect(ofAdministrator).toEqual([config.accounts.trailAdministrator].filter((id) => id !== undefined));
    const ofReplicas = ids.filter(([name]) => ["second-region", "replication"].includes(name)).map(([, id]) => id);
    expect(ofReplicas).toEqual(
      config.archive.secondRegion === undefined ? [] : [replicaAccountId(config), config.accounts.logArchive],
    );
    const ofSecurityLake = ids.filter(([name]) => name.startsWith("security-lake")).map(([, id]) => id);
    const { securityLake } = config.query.ocsf;
    expect(ofSecurityLake).toEqual(securityLake ? [securityLake.administrator, config.accounts.logArchive] : []);
    const ofAccounts = ids.filter(([name]) => !further.includes(name)).map(([, id]) => id);
    const accounts = [...accountIds(config), ...config.accounts.outside.map(({ id }) => id)];
    expect(ofAccounts.toSorted()).toEqual(accounts.toSorted());
    expect(new Set(ofAccounts).size).toBe(ofAccounts.length);
  });

  test("No account reads another account's Terraform state.", () => {
    expect(everyStack.filter(([, { json }]) => JSON.stringify(json).includes("terraform_remote_state"))).toEqual([]);
  });

  test("no two resources of one type have the same name", () => {
    for (const [, { json }] of everyStack) {
      for (const [type, resources] of Object.entries<Record<string, Attributes>>(json.resource)) {
        const names = Object.values(resources).map(
          // A role policy, and a resource of a log group, have unique names only within the role or the log group
          ({ name, bucket, role, log_group_name, region, provider }) =>
            name && JSON.stringify([name, bucket, role, log_group_name, region, provider]),
        );
        const given = names.filter((name) => name !== undefined);
        expect({ type, names: new Set(given).size }).toEqual({ type, names: given.length });
      }
    }
  });
});

test("no ARN of the GovCloud configuration has the partition aws", () => {
  const { stacks } = organization("config/examples/govcloud.yaml");
  const text = [...stacks.values()].map(({ json }) => JSON.stringify(json)).join("\n");

  expect(text).toContain("arn:aws-us-gov:");
  expect(text).not.toMatch(
    /arn:aws[:]|console\.aws\.amazon\.com|\b(us|eu|ap|sa|ca)-(east|west|central|north|south)-\d\b/,
  );
  expect(readFileSync("config/examples/govcloud.yaml", "utf8")).toContain("partition: aws-us-gov");
});

test("regional services in China have the suffix of China", () => {
  const { stacks } = organization("config/example.yaml", { partition: "aws-cn", homeRegion: "cn-north-1" });
  const text = [...stacks.values()].map(({ json }) => JSON.stringify(json)).join("\n");

  expect(text).toContain("logs.cn-north-1.amazonaws.com.cn");
  expect(text).not.toMatch(/arn:aws[:]|arn:aws-us-gov:|cn-north-1\.amazonaws\.com["\\]/);
});
