import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketMetric } from "@cdktf/provider-aws/lib/s3-bucket-metric";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { PolicyStatement } from "../../../modules/iam/policy-document";
import { terraformRoots } from "../../../config/derived/terraform-roots";
import { type Change, oneStack, organization } from "../../support/organization";
import type { Attributes } from "../../support/synth";
import { account, arn } from "../../../sample-data/values";

const stack = (name: string, change: Change = {}) => oneStack(name, "config/example.yaml", change);
const logArchive = (change: Change = {}) => stack("log-archive", change);

/** Returns the resources of a type by the bucket of the archive to which they belong, such as `Trail`. */
const byArchive = (resources: { json: { resource: Record<string, object> } }, type: { tfResourceType: string }) =>
  Object.entries<Attributes>(resources.json.resource[type.tfResourceType] ?? {}).map(
    ([id, attributes]) => [/^Archives_([A-Za-z]+)_/.exec(id)?.[1], attributes] as const,
  );
const idsOf = (...of: Parameters<typeof byArchive>) => byArchive(...of).map(([archive]) => archive);

/** Returns the conditions of a policy statement by the bucket of the archive. */
const conditionsOf = (resources: ReturnType<typeof stack>, sid: string) =>
  Object.fromEntries(
    byArchive(resources, S3BucketPolicy).flatMap(([archive, { policy }]) =>
      (JSON.parse(policy).Statement as { Sid: string; Condition: unknown }[])
        .filter(({ Sid }) => Sid === sid)
        .map(({ Condition }) => [archive, Condition]),
    ),
  );

describe("archive.lock", () => {
  test.each([
    ["governance", "GOVERNANCE"],
    ["compliance", "COMPLIANCE"],
  ])("%s locks only the trail archive", (mode, expected) => {
    const resources = logArchive({ archive: { lock: { mode, days: 400 } } });

    expect(resources.one(S3BucketObjectLockConfigurationA).rule.default_retention).toEqual({
      mode: expected,
      days: 400,
    });
    expect(idsOf(resources, S3BucketObjectLockConfigurationA)).toEqual(["Trail"]);
  });

  test("archive.lock with mode none locks no archive", () => {
    expect(logArchive({ archive: { lock: { mode: "none" } } }).all(S3BucketObjectLockConfigurationA)).toEqual([]);
  });

  test("archive.lock also locks the service-log archive if configured", () => {
    const resources = logArchive({ archive: { serviceLogs: { lock: true } } });

    expect(idsOf(resources, S3BucketObjectLockConfigurationA).toSorted()).toEqual(["ServiceLogs", "Trail"]);
  });

  test("archive.lock is a separate resource, so that enabling it later replaces no bucket", () => {
    expect(
      logArchive()
        .all(S3Bucket)
        .filter((bucket) => bucket.object_lock_enabled !== undefined),
    ).toEqual([]);
  });
});

describe("archive.preventDestroy", () => {
  /** Returns whether Terraform refuses to destroy each resource, by its path in the stack. */
  const guarded = (resources: ReturnType<typeof stack>) =>
    Object.fromEntries(
      [S3Bucket, KmsKey, Cloudtrail]
        .flatMap((type) => resources.all(type))
        .map((resource) => [resource["//"].metadata.path, resource.lifecycle.prevent_destroy]),
    );
  const places = ["AccessLogs", "Trail", "Config", "ServiceLogs"].map(
    (name) => `log-archive/Archives/${name}/Resource/Resource`,
  );

  test("protects the archives, the keys and the trail, but not the query results", () => {
    expect(guarded(logArchive())).toEqual({
      ...Object.fromEntries(places.map((place) => [place, true])),
      "log-archive/Archives/QueryResults/Resource": false,
      "log-archive/ArchiveKey/Resource": true,
    });
    expect(guarded(stack("management"))).toEqual({
      "management/MonitoringKey/Resource": true,
      "management/Trail/Resource": true,
    });
  });

  test("false protects nothing, and allows the deletion of logs", () => {
    const change = { archive: { preventDestroy: false } };

    expect(new Set(Object.values({ ...guarded(logArchive(change)), ...guarded(stack("management", change)) }))).toEqual(
      new Set([false]),
    );
    expect(
      logArchive(change)
        .all(S3Bucket)
        .every((bucket) => bucket.force_destroy),
    ).toBe(true);
    expect(JSON.stringify([...logArchive(change).all(S3BucketPolicy), ...logArchive(change).all(KmsKey)])).not.toMatch(
      /DenyDeletion|DenyWeakening|DenyForgery|DenyGrants/,
    );
  });

  test("true allows only the deploying role to weaken an archive: its lifecycle, versioning, lock, encryption and logging", () => {
    const except = {
      ArnNotEquals: { "aws:PrincipalArn": [arn("iam", "", account(2), "role/OrganizationAccountAccessRole")] },
    };
    expect(conditionsOf(logArchive(), "DenyWeakening")).toEqual({
      AccessLogs: except,
      Config: except,
      QueryResults: except,
      ServiceLogs: except,
      Trail: except,
    });
  });

  test("true denies deletion in every archive to all roles except those that may bypass the lock", () => {
    const role = arn("iam", "", account(2), "role/break-glass");
    const resources = logArchive({ archive: { lock: { bypassRoleArns: [role] } } });
    const except = { ArnNotEquals: { "aws:PrincipalArn": [role] } };
    expect(conditionsOf(resources, "DenyDeletion")).toEqual({
      AccessLogs: except,
      Config: except,
      ServiceLogs: except,
      Trail: except,
    });
  });
});

describe("archive.lifecycle", () => {
  test("applies to the logs of the three archives, but not to access logs and results", () => {
    const rules = byArchive(logArchive(), S3BucketLifecycleConfiguration).map(([archive, { rule }]) => [
      archive,
      [rule[0].transition?.length ?? 0, rule[0].expiration],
    ]);

    expect(Object.fromEntries(rules)).toEqual({
      AccessLogs: [0, [{ days: 90 }]],
      Config: [2, [{ days: 2557 }]],
      QueryResults: [0, [{ days: 7 }]],
      ServiceLogs: [2, [{ days: 2557 }]],
      Trail: [2, [{ days: 2557 }]],
    });
  });

  test("archive.lifecycle moves no logs by default to a storage class that Athena cannot read", () => {
    const unread = (change: Change) =>
      logArchive(change)
        .all(S3BucketLifecycleConfiguration)
        .flatMap(({ rule }) => rule[0].transition ?? [])
        .filter(({ storage_class: name }: { storage_class: string }) => ["GLACIER", "DEEP_ARCHIVE"].includes(name));

    expect(unread({})).toEqual([]);
    expect(unread({ archive: { lifecycle: { preset: "classical" } } })).toHaveLength(6);
  });

  /** Returns the number of days for which each archive keeps a noncurrent version. Undefined means forever. */
  const noncurrentDays = (change: Change) =>
    Object.fromEntries(
      byArchive(logArchive(change), S3BucketLifecycleConfiguration).map(([archive, { rule }]) => [
        archive,
        rule[0].noncurrent_version_expiration?.[0]?.noncurrent_days,
      ]),
    );

  test("keeps an overwritten log as long as the log itself, even if the lock ends earlier", () => {
    const kept = { AccessLogs: 90, Config: 2557, QueryResults: 1, ServiceLogs: 2557, Trail: 30 };

    expect(noncurrentDays({})).toEqual(kept);
    expect(noncurrentDays({ archive: { serviceLogs: { lock: true } } })).toEqual(kept);
    expect(noncurrentDays({ archive: { lock: { mode: "none" } } })).toEqual({ ...kept, Trail: 2557 });
    expect(noncurrentDays({ archive: { lifecycle: { expireDays: null } } })).toEqual({
      ...kept,
      Config: undefined,
      ServiceLogs: undefined,
    });
  });

  test("keeps a noncurrent version for 30 days if only AWS writes and a lock exists", () => {
    const waf = (change: Change) =>
      noncurrentDays({ ...change, logSources: { webAclLogs: { enabled: true } } })["WebAclLogs"];

    expect(waf({})).toBe(2557);
    expect(waf({ archive: { serviceLogs: { lock: true } } })).toBe(30);
  });

  test("keeps an overwritten object in the locked copy of the Config archive as long as the object itself", () => {
    const change = { archive: { configArchive: { lockedCopy: { enabled: true } } } };

    expect(noncurrentDays(change)).toMatchObject({ Config: 2557, ConfigCopy: 2557 });
  });

  test.each([
    [{ noncurrentDays: 45 }, 45],
    [{ noncurrentDays: null }, undefined],
    [{ preset: "classical" }, 90],
    [{ preset: "classical", noncurrentDays: 45 }, 45],
  ])("%j keeps a noncurrent version of every archive for %o days", (lifecycle, days) => {
    expect(noncurrentDays({ archive: { lifecycle } })).toEqual({
      AccessLogs: days,
      Config: days,
      QueryResults: 1,
      ServiceLogs: days,
      Trail: days,
    });
  });
});

describe("archive.kmsKeyArn", () => {
  const own = arn("kms", "eu-west-1", account(2), "key/own");
  const change = { archive: { kmsKeyArn: own } };

  test("creates no key, and outputs the policy that your own key requires", () => {
    const resources = logArchive(change);

    expect(resources.all(KmsKey)).toEqual([]);
    const { Statement: needed } = JSON.parse(resources.json.output.archive_key_policy.value);
    const { Statement: made } = JSON.parse(logArchive().one(KmsKey).policy);
    expect(needed).toEqual(made.filter(({ Effect }: PolicyStatement) => Effect === "Allow"));
  });

  test("archive.kmsKeyArn may belong to another account, and its policy then allows the archive's account to use it only through S3", () => {
    const foreign = arn("kms", "eu-west-1", account(1), "key/central");
    const resources = logArchive({ archive: { kmsKeyArn: foreign } });
    const { Statement } = JSON.parse(resources.json.output.archive_key_policy.value);
    const principals = (Sid: string) => Statement.find((one: PolicyStatement) => one.Sid === Sid)?.Principal;

    expect(principals("AccountAdministration")).toEqual({ AWS: arn("iam", "", account(1), "root") });
    expect(principals("AllowArchiveAccountUse")).toEqual({ AWS: arn("iam", "", account(2), "root") });
    expect(JSON.stringify(resources.all(S3BucketPolicy))).toContain(foreign);
    expect(resources.all(KmsKey)).toEqual([]);
  });

  test.each(["management", "member-payments"])(
    "archive.kmsKeyArn is used by %s without a lookup of an alias",
    (name) => {
      const resources = stack(name, change);

      expect(resources.data(DataAwsKmsKey)).toEqual([]);
      expect(resources.one(ConfigDeliveryChannel).s3_kms_key_arn).toBe(own);
    },
  );
});

describe("logSources", () => {
  const policies = (change: Change) =>
    JSON.stringify([...logArchive(change).all(S3BucketPolicy), ...logArchive(change).all(KmsKey)]);

  test("config.recorder none records nothing, and no policy allows AWS Config", () => {
    const change = { logSources: { awsConfig: { recorder: "none" } } };
    const { stacks } = organization("config/example.yaml", change);

    expect([...stacks.values()].flatMap((resources) => resources.all(ConfigConfigurationRecorder))).toEqual([]);
    expect(policies(change)).not.toContain("config.amazonaws.com");
    expect(policies(change)).not.toContain("config-recorder");
    expect(policies({})).toContain("config.amazonaws.com");
  });

  test("vendedLogs.enabled false allows no log delivery in any policy", () => {
    expect(policies({ logSources: { vendedLogs: { enabled: false } } })).not.toContain("delivery.logs.amazonaws.com");
    expect(policies({})).toContain("delivery.logs.amazonaws.com");
  });

  test("config records every region of every account, and IAM users only in the home region", () => {
    const regions = ["eu-west-1", "us-east-1", "eu-central-1"];
    const { stacks } = organization("config/example.yaml", { regions });

    expect(stacks.size).toBe(4);
    for (const resources of stacks.values()) {
      const recorders = resources.all(ConfigConfigurationRecorder);
      expect(recorders.map(({ region }) => region ?? "eu-west-1").toSorted()).toEqual(regions.toSorted());
      expect(recorders.filter(({ recording_group }) => recording_group.include_global_resource_types)).toHaveLength(1);
      for (const type of [ConfigDeliveryChannel, ConfigConfigurationRecorderStatus]) {
        expect(resources.all(type).map(({ region }) => region)).toEqual(recorders.map(({ region }) => region));
      }
    }
  });

  test("logSources with one region have no resource with a region argument, so that provider 5 accepts them", () => {
    const { stacks } = organization("config/examples/everything.yaml");
    const resources = [...stacks.values()].flatMap(({ json }) =>
      Object.values<object>(json.resource).flatMap(Object.values),
    );

    expect(resources.filter((resource) => "region" in resource)).toEqual([]);
  });
});

describe("trail.notifyDeliveries", () => {
  test.each([
    [false, 2],
    [true, 3],
  ])("%o creates %i topics", (notifyDeliveries, count) => {
    const resources = stack("management", { trail: { notifyDeliveries } });

    expect(resources.all(SnsTopic)).toHaveLength(count);
    expect(resources.one(Cloudtrail).sns_topic_name !== undefined).toBe(notifyDeliveries);
    expect(resources.one(KmsKey).policy.includes("cloudtrail.amazonaws.com")).toBe(notifyDeliveries);
  });
});

describe("the tables", () => {
  const table = (name: string, change: Change = {}) =>
    logArchive(change)
      .all(GlueCatalogTable)
      .find((candidate) => candidate.name === name);

  test("the tables contain the accounts, the regions in use, and the region of global services", () => {
    const { parameters } = table("cloudtrail", { regions: ["eu-west-1", "eu-south-1"] });

    expect(parameters["projection.account.values"]).toBe([1, 2, 3, 4].map(account).join(","));
    expect(parameters["projection.region.values"].split(",").toSorted()).toEqual([
      "eu-south-1",
      "eu-west-1",
      "us-east-1",
    ]);
  });

  test("the tables contain expected regions", () => {
    const { parameters } = table("cloudtrail", { detections: { expectedRegions: ["eu-north-1"] } });

    expect(parameters["projection.region.values"].split(",").toSorted()).toEqual([
      "eu-north-1",
      "eu-west-1",
      "us-east-1",
    ]);
  });

  test("read from the configured location of another trail, such as Control Tower's", () => {
    const cloudTrailLocation = "s3://aws-controltower-logs/o-a1b2c3d4e5/AWSLogs/o-a1b2c3d4e5";

    expect(table("cloudtrail").storage_descriptor.location).toMatch(
      /^s3:\/\/acme-trail-archive-\d+\/cloudtrail-logs\//,
    );
    expect(table("cloudtrail", { query: { cloudTrailLocation } }).storage_descriptor.location).toBe(
      `${cloudTrailLocation}/`,
    );
  });
});

describe("the workgroups", () => {
  test("each have a scan limit; one has the saved queries, and the workgroups for people have an alarm on daily scans", () => {
    const change = { scanLimitGigabytes: 5, responderScanLimitGigabytes: 50, dailyScanAlarmGigabytes: 70 };
    const resources = logArchive({ query: change });
    const alarms = resources.all(CloudwatchMetricAlarm).filter(({ metric_query }) => metric_query);
    const limitOf = ({ name, configuration }: Attributes) => [name, configuration.bytes_scanned_cutoff_per_query];

    expect(resources.all(AthenaWorkgroup).map(limitOf)).toEqual([
      ["acme-audit", 5e9],
      ["acme-responders", 50e9],
      ["acme-checks", 1e12],
    ]);
    expect(new Set(resources.all(AthenaNamedQuery).map(({ workgroup }) => workgroup)).size).toBe(1);
    expect(alarms.map(({ alarm_name, threshold }) => [alarm_name, threshold])).toEqual([
      ["acme-audit-scanned-bytes", 70e9],
      ["acme-responders-scanned-bytes", 70e9],
    ]);
    for (const [i, group] of ["acme-audit", "acme-responders"].entries()) {
      expect(alarms[i].metric_query[1].metric.dimensions.WorkGroup).toBe(group);
    }
  });
});

describe("providerVersion", () => {
  test("providerVersion is required by the Terraform of every account", () => {
    const { stacks } = organization("config/example.yaml", { providerVersion: "5.100.0" });
    const versions = [...stacks.values()].map(({ json }) => json.terraform.required_providers.aws.version);

    expect(versions).toEqual(Array(4).fill("5.100.0"));
  });
});

describe("access", () => {
  test("assumes a role in every account, but in the management account only if configured", () => {
    const rolesOf = (change: Change) =>
      [...organization("config/example.yaml", change).stacks.values()].map(
        ({ json }) => json.provider.aws[0].assume_role?.[0].role_arn,
      );
    const role = (digit: number, name: string) => arn("iam", "", account(digit), `role/${name}`);

    expect(rolesOf({})).toEqual(
      [2, 0, 3, 4].map((digit) => (digit ? role(digit, "OrganizationAccountAccessRole") : undefined)),
    );
    expect(rolesOf({ access: { roleName: "deploy", managementRoleName: "audit" } })).toEqual([
      role(2, "deploy"),
      role(1, "audit"),
      role(3, "deploy"),
      role(4, "deploy"),
    ]);
  });
});

describe("access.planRoleName", () => {
  test("access.planRoleName is the role of every account, with the deploying role of that account as the alternative", () => {
    const { config, stacks } = organization("config/examples/everything.yaml");
    for (const root of terraformRoots(config)) {
      const roles = stacks.get(root.stackName)?.json.provider.aws[0].dynamic.assume_role;

      expect(roles.for_each).toContain(`["${arn("iam", "", root.id, "role/audit-plan")}"] : ["${root.deployRoleArn}"]`);
    }
  });
});

describe("notifications.slack", () => {
  const slack = [{ workspaceId: "T1", channelId: "C1", severities: ["page"] }];
  const inRegion = (homeRegion: string) =>
    stack("management", { homeRegion, notifications: { slack } }).one(ChatbotSlackChannelConfiguration);

  test("receives pages, and urgent events in the format of chat", () => {
    const topics: string[] = inRegion("eu-west-1").sns_topic_arns;

    expect(topics.map((topic) => /^\$\{aws_sns_topic\.(\w+?Topic)_/.exec(topic)?.[1])).toEqual([
      "PageTopic",
      "ChatTopic",
    ]);
  });

  test("notifications.slack is created in a region that has the API of the chat service", () => {
    expect(inRegion("eu-west-1").provider).toBeUndefined();
    expect(inRegion("eu-central-1").provider).toBe("aws.us-east-2");
  });

  test("does not exist in other accounts", () => {
    const { stacks } = organization("config/example.yaml", { notifications: { slack } });

    expect(
      [...stacks].filter(([, { json }]) => JSON.stringify(json).includes("chatbot")).map(([name]) => name),
    ).toEqual(["management"]);
  });
});

describe("notifications.weeklySummary", () => {
  const weekly = (change: Change) =>
    stack("management", { notifications: { weeklySummary: change } })
      .all(SchedulerSchedule)
      .filter(({ name }) => name === "acme-weekly-summary");

  test("notifications.weeklySummary is sent at the configured time, or not at all", () => {
    expect(weekly({}).map(({ schedule_expression }) => schedule_expression)).toEqual(["cron(0 7 ? * MON *)"]);
    expect(weekly({ schedule: "cron(0 9 ? * FRI *)" })[0].schedule_expression).toBe("cron(0 9 ? * FRI *)");
    expect(weekly({ enabled: false })).toEqual([]);
  });
});

describe("notifications.silence", () => {
  const silence = (change: Change) => ({ notifications: { silence: change } });
  const alarmsOf = (resources: ReturnType<typeof stack>) =>
    resources.all(CloudwatchMetricAlarm).map(({ alarm_name }) => alarm_name);
  const expected = (change: Change) =>
    JSON.parse(
      stack("management", silence(change))
        .all(SfnStateMachine)
        .find(({ name }) => name === "acme-silence-check")?.definition,
    ).States.Begin.Assign.quiet;

  test("queries every account of the configuration, except the excluded ones", () => {
    const accounts = [`${account(1)} management`, `${account(2)} log-archive`, `${account(3)} payments`];

    expect(expected({})).toEqual([...accounts, `${account(4)} website`]);
    expect(expected({ exceptAccounts: [account(4)] })).toEqual(accounts);
  });

  test("notifications.silence with dailyCheck false creates neither a state machine nor an alarm for the daily query", () => {
    const off = stack("management", silence({ dailyCheck: false }));

    expect(off.all(SfnStateMachine).map(({ name }) => name)).toEqual(["acme-weekly-summary"]);
    expect(alarmsOf(off).filter((name) => /silence-check/.test(name))).toEqual([]);
    expect(alarmsOf(stack("management")).filter((name) => /silence-check/.test(name))).toHaveLength(3);
  });

  test("only alarms of queries exist and may publish if the archive has no metrics", () => {
    const off = { ...silence({ archiveMetrics: false }), archive: { overwriteCheck: { enabled: false } } };
    const archive = logArchive(off);
    const grants = (resources: ReturnType<typeof stack>) =>
      [SnsTopicPolicy, KmsKey]
        .flatMap((type) => resources.all(type))
        .map(({ policy }) => policy)
        .join();

    expect(alarmsOf(archive)).toEqual(["acme-audit-scanned-bytes", "acme-responders-scanned-bytes"]);
    expect(archive.all(S3BucketMetric)).toEqual([]);
    const publishers = (resources: ReturnType<typeof stack>) => [
      ...new Set([...grants(resources).matchAll(/alarm:(acme-[a-z-]+)/g)].map(([, name = ""]) => name)),
    ];
    expect(publishers(stack("management", off)).toSorted()).toEqual(alarmsOf(archive).toSorted());
    expect(publishers(stack("management")).toSorted()).toEqual(alarmsOf(logArchive()).toSorted());
  });
});
