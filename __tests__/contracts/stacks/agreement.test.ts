import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { GlueCrawler } from "@cdktf/provider-aws/lib/glue-crawler";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketMetric } from "@cdktf/provider-aws/lib/s3-bucket-metric";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { sourceAccount } from "../../../modules/iam/grants/source-account";
import type { PolicyStatement } from "../../../modules/iam/policy-document";
import { organization, stackOf } from "../../support/organization";
import type { Resources } from "../../support/synth";
import { arn } from "../../../sample-data/values";
import { terraformRoots } from "../../../config/derived/terraform-roots";
import { Stacks } from "../../../synthesis/define-stacks";
import { withQuickTokens } from "../../../synthesis/quick-tokens";
import { testApp } from "../../support/synth";

// Each account is applied separately, so a name must be equal in every root that uses it
const acme = organization("config/examples/everything.yaml");
const logArchive = stackOf(acme, "log-archive");
const management = stackOf(acme, "management");
const accountOf = (name: string): string => stackOf(acme, name).json.provider.aws[0].allowed_account_ids[0];
const region: string = logArchive.json.provider.aws[0].region;
const trail = management.one(Cloudtrail);
// The root of the aggregator delivers no logs, so it does not use the key
const withoutKey = ["log-archive", "config-aggregator"];
const others = [...acme.stacks.entries()].filter(([name]) => !withoutKey.includes(name)).map(([, stack]) => stack);

/** Returns the statements in the policy of the bucket with this name. */
const policyOf = (bucketName: string): PolicyStatement[] => {
  const [id] = Object.entries<{ bucket: string }>(logArchive.json.resource.aws_s3_bucket).find(
    ([, { bucket }]) => bucket === bucketName,
  ) ?? [""];
  const policies = logArchive.all(S3BucketPolicy).filter(({ bucket }) => bucket === `\${aws_s3_bucket.${id}.id}`);
  expect(policies).toHaveLength(1);
  return JSON.parse(policies[0].policy).Statement;
};
/** Returns the key of this alias, with its path in the stack. */
const keyWithAlias = (stack: Resources, alias: string) => {
  const found = stack.all(KmsAlias).find(({ name }) => name === alias);
  const id: string = /^\$\{aws_kms_key\.(.+)\.key_id\}$/.exec(found?.target_key_id)?.[1] ?? "";
  return { id, policy: JSON.parse(stack.json.resource.aws_kms_key[id].policy).Statement as PolicyStatement[] };
};
/** Returns the roles that AWS Config assumes, except the role of the aggregator. */
const recorderRolesOf = (stack: Resources) =>
  stack
    .all(IamRole)
    .filter(({ assume_role_policy }) => assume_role_policy.includes("config.amazonaws.com"))
    .filter((role) => role["//"].metadata.path !== "config-aggregator/Aggregator/Role");
const archiveKey = keyWithAlias(logArchive, "alias/acme-prod-archive");
const trailArn = arn("cloudtrail", region, accountOf("management"), `trail/${trail.name}`);

test("the trail writes to an existing bucket, below a prefix that the bucket policy allows, with the ARN in the policy", () => {
  const statements = policyOf(trail.s3_bucket_name).filter(({ Sid }) => Sid.startsWith("AWSCloudTrail"));

  expect(logArchive.all(S3Bucket).map(({ bucket }) => bucket)).toContain(trail.s3_bucket_name);
  expect(statements).toHaveLength(3);
  expect(statements.map(({ Condition }) => Condition?.StringEquals?.["aws:SourceArn"])).toEqual(
    Array(3).fill(trailArn),
  );
  expect(statements.slice(1).map(({ Resource }) => Resource)).toEqual([
    `${arn("s3", "", "", trail.s3_bucket_name)}/${trail.s3_key_prefix}/AWSLogs/${accountOf("management")}/*`,
    `${arn("s3", "", "", trail.s3_bucket_name)}/${trail.s3_key_prefix}/AWSLogs/o-a1b2c3d4e5/*`,
  ]);
});

test("the archive key allows only that trail to encrypt", () => {
  const sources = archiveKey.policy
    .filter(({ Sid }) => /CloudTrail(Encrypt|Describe|Decrypt)/.test(Sid))
    .map(({ Condition }) => Condition?.StringEquals?.["aws:SourceArn"]);

  expect(sources).toEqual(Array(3).fill(trailArn));
});

test("every other account looks up the archive key by its alias", () => {
  const alias = arn("kms", region, accountOf("log-archive"), "alias/acme-prod-archive");

  expect(others).toHaveLength(acme.stacks.size - withoutKey.length);
  for (const stack of others) {
    expect(stack.data(DataAwsKmsKey).map(({ key_id }) => key_id)).toEqual([alias]);
  }
});

test("the root of the aggregator looks up no key, and creates nothing that a key encrypts", () => {
  const { json } = stackOf(acme, "config-aggregator");

  expect(json.data).toBeUndefined();
  expect(Object.keys(json.resource).toSorted()).toEqual([
    "aws_config_configuration_aggregator",
    "aws_iam_role",
    "aws_iam_role_policy_attachment",
  ]);
});

test("the address of the lookup explains the fix if the lookup fails", () => {
  for (const stack of others) {
    expect(Object.keys(stack.json.data.aws_kms_key)).toEqual(["ArchiveKey-apply-log-archive-first"]);
  }
});

test("Terraform destroys every bucket before the key of its objects", () => {
  const buckets = logArchive.all(S3Bucket);

  expect(buckets).toHaveLength(10);
  for (const bucket of buckets) expect(bucket.depends_on).toEqual([`aws_kms_key.${archiveKey.id}`]);
});

test("each account with a managed recorder has one delivery channel and one role for it, and other roots have neither", () => {
  const none = { channels: 0, roles: 0 };
  const one = { channels: 1, roles: 1 };
  const found = [...acme.stacks].map(([name, stack]) => [
    name,
    { channels: stack.all(ConfigDeliveryChannel).length, roles: recorderRolesOf(stack).length },
  ]);

  expect(Object.fromEntries(found)).toEqual({
    "log-archive": one,
    management: one,
    // The root of the aggregator records nothing. The root of its account contains the recorder
    "config-aggregator": none,
    "member-payments": one,
    // The recorder of this account is `none`
    "member-website": none,
    "member-security-tooling": one,
    // An external account has only a trail
    "outside-acquired-shop": none,
  });
});

test("AWS Config of every account delivers with a role, below a prefix that the bucket policy allows", () => {
  const channels = [...acme.stacks.values()].flatMap((stack) => stack.all(ConfigDeliveryChannel));
  const roles = [...acme.stacks.values()].flatMap(recorderRolesOf);
  const [bucket] = new Set(channels.map((channel) => channel.s3_bucket_name));
  const delivery = policyOf(bucket).find(({ Sid }) => Sid === "AWSConfigRoleDelivery");

  expect(channels).toHaveLength(4);
  expect(roles).toHaveLength(4);
  expect(new Set(channels.map((channel) => channel.s3_bucket_name)).size).toBe(1);
  expect(new Set(channels.map((channel) => channel.s3_key_prefix)).size).toBe(1);
  expect(channels.every((channel) => channel.s3_kms_key_arn)).toBe(true);
  expect(new Set(roles.map(({ name }) => name)).size).toBe(1);
  expect(delivery?.Condition?.ArnLike?.["aws:PrincipalArn"]).toBe(arn("iam", "", "*", `role/${roles[0].name}`));
  expect(delivery?.Resource).toBe(
    `${arn("s3", "", "", bucket)}/${channels[0].s3_key_prefix}/AWSLogs/$\${aws:PrincipalAccount}/Config/*`,
  );
});

test("AWS Config in the log-archive account depends on the policy of its bucket", () => {
  expect(logArchive.one(ConfigDeliveryChannel).depends_on).toEqual(
    expect.arrayContaining([expect.stringMatching(/^aws_s3_bucket_policy\.Archives_Config_Policy/)]),
  );
});

test("access logging, the crawler and the workgroups depend on the buckets that they use", () => {
  const waitsFor = (type: { tfResourceType: string }) => logArchive.all(type).map(({ depends_on }) => depends_on ?? []);
  const policy = (bucket: string) =>
    expect.stringMatching(new RegExp(`^aws_s3_bucket_policy\\.Archives_${bucket}_Policy_`));

  expect(waitsFor(S3BucketLoggingA)).toEqual(Array.from({ length: 9 }, () => [policy("AccessLogs")]));
  expect(waitsFor(GlueCrawler)).toEqual([expect.arrayContaining([policy("ServiceLogs")])]);
  expect(waitsFor(AthenaWorkgroup)).toEqual(Array.from({ length: 5 }, () => [policy("QueryResults")]));
});

test("every table reads an existing bucket, except the tables of earlier trails, which read the configured folders", () => {
  const buckets = logArchive.all(S3Bucket).map(({ bucket }) => bucket);
  const tables = logArchive.all(GlueCatalogTable).filter(({ table_type }) => table_type === "EXTERNAL_TABLE");
  const ofEarlierTrail = /^s3:\/\/aws-controltower-logs-\d+-eu-central-1\/o-a1b2c3d4e5\/AWSLogs\/o-a1b2c3d4e5\/$/;

  for (const { name, storage_descriptor } of tables) {
    const bucket = storage_descriptor.location.split("/")[2];
    const isEarlier = name.startsWith("cloudtrail_earlier_");
    expect([name, ofEarlierTrail.test(storage_descriptor.location)]).toEqual([name, isEarlier]);
    expect([name, buckets.includes(bucket)]).toEqual([name, !isEarlier]);
  }
});

test("the tables of AWS Config and of vended logs read the paths that the bucket policies allow", () => {
  const locationOf = (table: string) =>
    logArchive.all(GlueCatalogTable).find(({ name }) => name === table)?.storage_descriptor.location;
  const arnOf = (location: string) => arn("s3", "", "", location.replace("s3://", ""));
  const allowed = logArchive
    .all(S3BucketPolicy)
    .flatMap(({ policy }): PolicyStatement[] => JSON.parse(policy).Statement)
    .flatMap(({ Resource }) => [Resource].flat());

  const folders = {
    config_history: `${sourceAccount}/Config`,
    flow_logs: `aws-account-id=${sourceAccount}`,
    transit_gateway_logs: `aws-account-id=${sourceAccount}`,
    dns_logs: sourceAccount,
    waf_logs: sourceAccount,
    network_load_balancer_logs: sourceAccount,
  };
  for (const [table, folder] of Object.entries(folders)) {
    expect([table, allowed]).toEqual([table, expect.arrayContaining([`${arnOf(locationOf(table))}${folder}/*`])]);
  }
  for (const account of acme.config.logSources.loadBalancerLogs.accounts) {
    expect(allowed).toContain(`${arnOf(locationOf("load_balancer_logs"))}${account}/*`);
  }
});

test("no bucket denies access before the organization is checked", () => {
  for (const { depends_on } of logArchive.all(S3BucketPolicy)) {
    expect(depends_on).toEqual(
      expect.arrayContaining([expect.stringMatching(/^data\.aws_organizations_organization\./)]),
    );
  }
});

test("the archive is deployed before every root that delivers to it", () => {
  const stacks = new Stacks(testApp(), acme.config);
  const dependencies = withQuickTokens(() =>
    terraformRoots(acme.config).map((root) => [
      root.stackName,
      stacks.of(root).dependencies.map(({ node }) => node.id),
    ]),
  );

  expect(Object.fromEntries(dependencies)).toEqual({
    "log-archive": [],
    management: ["log-archive"],
    // The management account registers its account
    "config-aggregator": ["log-archive", "management"],
    "member-payments": ["log-archive"],
    "member-security-tooling": ["log-archive"],
    "member-website": ["log-archive"],
    "outside-acquired-shop": ["log-archive"],
  });
});

describe("the alarms of the log-archive account", () => {
  const alarms = logArchive.all(CloudwatchMetricAlarm);
  const alarmArn = (name: string) => arn("cloudwatch", region, accountOf("log-archive"), `alarm:${name}`);
  const topicNameOf = (topicArn: string) => topicArn.split(":").at(-1);
  const [page, notify] = ["acme-prod-audit-page", "acme-prod-audit-notify"];
  const notifiedAbout = {
    // The scans of the two workgroups
    "acme-prod-audit-scanned-bytes": notify,
    "acme-prod-responders-scanned-bytes": notify,
    // The metrics of the trail archive
    "acme-prod-archive-delivery-silent": page,
    "acme-prod-archive-requests-refused": page,
    "acme-prod-digest-check-failed": notify,
    "acme-prod-guarantee-check-failed": notify,
    "acme-prod-digests-missing": notify,
    // The SIEM feeds
    "acme-prod-siem-splunk-waiting": notify,
    "acme-prod-siem-splunk-dead-letters": notify,
    "acme-prod-siem-sentinel-waiting": notify,
    "acme-prod-siem-sentinel-dead-letters": notify,
    // The daily check for overwritten logs
    "acme-prod-logs-overwritten": notify,
    // The daily hunts
    "acme-prod-hunts-failed": notify,
    "acme-prod-hunts-missing": notify,
    "acme-prod-hunts-timed-out": notify,
    // The locked copy of the Config archive
    "acme-prod-config-copy-failing": notify,
    "acme-prod-config-copy-late": notify,
    // The daily verification of digests
    "acme-prod-digests-not-authentic": page,
    "acme-prod-digests-not-verified": page,
    // The daily verification of guarantees
    "acme-prod-guarantees-not-held": notify,
    "acme-prod-guarantees-not-verified": notify,
    // The job of the lakehouse
    "acme-prod-lakehouse-not-loaded": notify,
    "acme-prod-lakehouse-load-failed": notify,
    "acme-prod-lakehouse-lines-quarantined": notify,
    // The search
    "acme-prod-search-cluster-red": notify,
    "acme-prod-search-storage-low": notify,
    "acme-prod-search-writes-blocked": notify,
    "acme-prod-search-key-unusable": notify,
    "acme-prod-search-files-waiting": notify,
    "acme-prod-search-files-dead-letters": notify,
    "acme-prod-search-documents-rejected": notify,
    "acme-prod-search-flow-logs-waiting": notify,
    "acme-prod-search-flow-logs-dead-letters": notify,
    "acme-prod-search-flow-logs-rejected": notify,
    "acme-prod-search-application-logs-waiting": notify,
    "acme-prod-search-application-logs-dead-letters": notify,
    "acme-prod-search-application-logs-rejected": notify,
    "acme-prod-search-findings-waiting": notify,
    "acme-prod-search-findings-dead-letters": notify,
    "acme-prod-search-findings-rejected": notify,
  };

  test("publish to topics of the management account, whose policies contain only these alarms", () => {
    const topics = management.all(SnsTopic);
    const notifiedTo = (name: string) => alarms.filter(({ alarm_actions }) => topicNameOf(alarm_actions[0]) === name);

    expect(Object.fromEntries(alarms.map((alarm) => [alarm.alarm_name, topicNameOf(alarm.alarm_actions[0])]))).toEqual(
      notifiedAbout,
    );
    expect(alarms).toHaveLength(Object.keys(notifiedAbout).length);
    for (const alarm of alarms) {
      expect(alarm.alarm_actions).toHaveLength(1);
      expect(alarm.ok_actions).toEqual(alarm.alarm_actions);
      const topicName = topicNameOf(alarm.alarm_actions[0]);
      expect(alarm.alarm_actions[0]).toBe(arn("sns", region, accountOf("management"), String(topicName)));
      expect(topics.map(({ name }) => name)).toContain(topicName);
    }
    for (const [severity, id] of [
      ["page", "PageTopic"],
      ["notify", "NotifyTopic"],
    ] as const) {
      const policy = management.all(SnsTopicPolicy).find(({ policy: text }) => text.includes(`aws_sns_topic.${id}_`));
      const statements: PolicyStatement[] = JSON.parse(policy?.policy).Statement;
      const foreign = statements.find(({ Sid }) => Sid === "OtherAccountsAlarms");
      const notified = notifiedTo(`acme-prod-audit-${severity}`).map(({ alarm_name }) => alarmArn(alarm_name));
      expect(Object.keys(foreign?.Condition ?? {})).toEqual(["ArnEquals"]);
      expect([foreign?.Condition?.["ArnEquals"]?.["aws:SourceArn"]].flat().toSorted()).toEqual(notified.toSorted());
    }
  });

  test("the alarms of the log-archive account may use the key of those topics only as alarms of the log-archive and management accounts", () => {
    const { policy: statements } = keyWithAlias(management, "alias/acme-prod-monitoring");
    const cloudWatch = statements.filter(({ Principal }) =>
      JSON.stringify(Principal).includes("cloudwatch.amazonaws.com"),
    );

    expect(cloudWatch.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { "aws:SourceAccount": [accountOf("management"), accountOf("log-archive")] } },
    ]);
  });

  test("read metrics of the trail archive for prefixes to which the trail writes", () => {
    const filters = logArchive.all(S3BucketMetric);
    const files = `${trail.s3_key_prefix}/AWSLogs/o-a1b2c3d4e5/`;

    expect(Object.fromEntries(filters.map(({ name, filter }) => [name, filter.prefix]))).toEqual({
      "trail-files": files,
      "management-digests": `${files}${accountOf("management")}/CloudTrail-Digest/${region}/`,
    });
    const ofArchive = alarms.filter(({ namespace, dimensions }) => namespace === "AWS/S3" && "FilterId" in dimensions);
    expect(ofArchive).toHaveLength(3);
    for (const { dimensions, metric_name, alarm_name } of ofArchive) {
      expect(dimensions.BucketName).toBe(trail.s3_bucket_name);
      expect(dimensions.FilterId).toBe(alarm_name.endsWith("digests-missing") ? "management-digests" : "trail-files");
      expect(["PutRequests", "4xxErrors"]).toContain(metric_name);
    }
    for (const { bucket, depends_on } of filters) {
      expect(bucket).toBe(trail.s3_bucket_name);
      expect(depends_on).toEqual([expect.stringMatching(/^aws_s3_bucket_policy\.Archives_Trail_Policy/)]);
    }
  });
});

describe("an external account", () => {
  const outside = stackOf(acme, "outside-acquired-shop");
  const its = outside.one(Cloudtrail);
  const itsArn = arn("cloudtrail", region, accountOf("outside-acquired-shop"), `trail/${its.name}`);
  const ofPolicy = (sid: string) => policyOf(its.s3_bucket_name).find(({ Sid }) => Sid === sid);

  /** Returns whether an ARN matches a pattern, part by part, like IAM. */
  const isLike = (pattern: string) =>
    pattern.split(":").every((part, i) => part === "*" || part === itsArn.split(":")[i]);

  test("has a trail that writes where the bucket policy allows a trail of this account and this name", () => {
    const write = ofPolicy("OutsideTrailsWrite");

    expect(its.s3_bucket_name).toBe(trail.s3_bucket_name);
    expect(write?.Resource).toBe(
      `${arn("s3", "", "", its.s3_bucket_name)}/${its.s3_key_prefix}/AWSLogs/$\${aws:SourceAccount}/*`,
    );
    for (const statement of [write, ofPolicy("OutsideTrailsAclCheck")]) {
      expect(statement?.Condition?.StringEquals?.["aws:SourceAccount"]).toEqual([accountOf("outside-acquired-shop")]);
      expect(isLike(String(statement?.Condition?.ArnLike?.["aws:SourceArn"]))).toBe(true);
    }
  });

  test("an external account may use the archive key for that trail, and look up its alias", () => {
    const granted = archiveKey.policy.filter(({ Sid }) => Sid.startsWith("AllowOutside"));

    expect(granted).toHaveLength(3);
    for (const { Condition = {} } of granted) {
      const { "aws:SourceAccount": source, "aws:PrincipalAccount": principal } = Condition["StringEquals"] ?? {};
      expect(source ?? principal).toEqual([accountOf("outside-acquired-shop")]);
    }
  });

  test("an external account is in the table that reads the folders of external accounts, and in the view", () => {
    const found = (table: string) => logArchive.all(GlueCatalogTable).find(({ name }) => name === table);
    const { storage_descriptor, parameters } = found("cloudtrail_outside");
    const view = Buffer.from(found("cloudtrail_events").view_original_text.slice(16, -3), "base64").toString();

    expect(storage_descriptor.location).toBe(`s3://${its.s3_bucket_name}/${its.s3_key_prefix}/AWSLogs/`);
    expect(parameters["projection.account.values"]).toBe(accountOf("outside-acquired-shop"));
    expect(view).toContain("FROM cloudtrail_outside");
  });

  test("has only the trail and one provider, with the role that is configured for it", () => {
    expect(Object.keys(outside.json.resource)).toEqual(["aws_cloudtrail"]);
    expect(outside.json.provider.aws).toHaveLength(1);
    const deploying = arn("iam", "", accountOf("outside-acquired-shop"), "role/trail-deploy");
    expect(outside.json.provider.aws[0].dynamic.assume_role.for_each).toContain(`["${deploying}"]`);
  });

  test("has no log group, and therefore no alarm reads its events", () => {
    expect(its.cloud_watch_logs_group_arn).toBeUndefined();
  });
});

describe("access logs of a member's buckets", () => {
  const payments = stackOf(acme, "member-payments");
  const replication = payments.one(S3BucketReplicationConfigurationA);
  const role = payments.all(IamRole).find(({ name }) => name.endsWith("access-log-replication"));
  const central = logArchive
    .all(S3Bucket)
    .map(({ bucket }) => bucket)
    .find((name) => name.includes("access-logs"));

  test("access logs of a member's buckets are replicated to the archive's access-log bucket, whose policy allows the role to write below its account", () => {
    const grant = policyOf(central).find(({ Sid }) => Sid === "AccessLogReplication");
    const [logging] = payments.all(S3BucketLoggingA);

    expect(replication.rule[0].destination.bucket).toBe(arn("s3", "", "", central));
    expect(grant?.Action).toBe("s3:ReplicateObject");
    expect(grant?.Resource).toBe(`${arn("s3", "", "", central)}/${logging.target_prefix}$\${aws:PrincipalAccount}/*`);
    expect(grant?.Condition?.ArnLike?.["aws:PrincipalArn"]).toBe(arn("iam", "", "*", `role/${role.name}`));
    expect(grant?.Condition?.StringEquals).toEqual({
      "aws:PrincipalOrgID": "o-a1b2c3d4e5",
      "aws:PrincipalAccount": [accountOf("member-payments")],
    });
  });

  test("access logs of a member's buckets are in the table with their accounts, regions and buckets, and the archive is there too", () => {
    const { parameters } = logArchive.all(GlueCatalogTable).find(({ name }) => name === "s3_access_logs");

    expect(parameters["projection.account.values"].split(",")).toEqual([
      accountOf("log-archive"),
      accountOf("member-payments"),
    ]);
    expect(parameters["projection.region.values"]).toBe(region);
    expect(parameters["projection.bucket.values"].split(",")).toEqual(
      expect.arrayContaining([
        "acme-customer-documents",
        "acme-invoices",
        "acme-prod-config-archive-copy-".concat(accountOf("log-archive")),
      ]),
    );
  });

  test("create nothing in other accounts", () => {
    for (const name of ["management", "log-archive", "member-website"]) {
      expect(
        stackOf(acme, name)
          .all(S3BucketLoggingA)
          .map(({ bucket }) => bucket),
      ).not.toContain("acme-invoices");
    }
  });
});

describe("the locked copy of the Config archive", () => {
  const [replication] = logArchive.all(S3BucketReplicationConfigurationA);
  const copy = logArchive
    .all(S3Bucket)
    .map(({ bucket }) => bucket)
    .find((name) => name.includes("config-archive-copy"));

  test("copies the bucket to which AWS Config delivers, under the lock of the trail archive", () => {
    const locks = logArchive.all(S3BucketObjectLockConfigurationA);

    expect(replication.bucket).toBe(logArchive.one(ConfigDeliveryChannel).s3_bucket_name);
    expect(replication.rule[0].destination.bucket).toBe(arn("s3", "", "", copy));
    expect(locks.filter(({ bucket }) => /ConfigCopy/.test(bucket)).map(({ rule }) => rule)).toEqual([
      { default_retention: { mode: "GOVERNANCE", days: 400 } },
    ]);
  });

  test("has alarms on the metrics of this replication", () => {
    const alarms = logArchive
      .all(CloudwatchMetricAlarm)
      .filter(({ dimensions }) => dimensions && "RuleId" in dimensions);

    expect(alarms.map(({ metric_name }) => metric_name)).toEqual(["OperationsFailedReplication", "ReplicationLatency"]);
    for (const { dimensions } of alarms) {
      expect(dimensions).toEqual({
        SourceBucket: replication.bucket,
        DestinationBucket: copy,
        RuleId: replication.rule[0].id,
      });
    }
  });

  test("allows the readers of the archive to read it with its key", () => {
    const readers = policyOf(copy).find(({ Sid }) => Sid === "Readers");
    const contexts = archiveKey.policy.find(({ Sid }) => Sid === "AllowReadersDecryptArchives")?.Condition?.[
      "StringLike"
    ];

    expect(readers?.Principal).toEqual({ AWS: acme.config.archive.readerRoleArns });
    expect(contexts?.["kms:EncryptionContext:aws:s3:arn"]).toContain(arn("s3", "", "", copy));
  });

  test("has its own access logging", () => {
    const grant = policyOf(`acme-prod-access-logs-${accountOf("log-archive")}`).find(
      ({ Sid }) => Sid === "S3ServerAccessLogsPolicy",
    );

    expect(grant?.Condition?.ArnLike?.["aws:SourceArn"]).toContain(arn("s3", "", "", copy));
  });

  test("the locked copy of the Config archive is excluded from data events, like the other archives", () => {
    for (const { advanced_event_selector: selectors } of [
      trail,
      stackOf(acme, "outside-acquired-shop").one(Cloudtrail),
    ]) {
      expect(JSON.stringify(selectors)).toContain(`${arn("s3", "", "", copy)}/`);
    }
  });
});
