import { rmSync } from "node:fs";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { account, arn } from "../../sample-data/values";
import type { Attributes } from "../support/plans";
import { type TypeChange, planChanged } from "./support/changed-root";
import { copyOfDeployment } from "./support/deployment-copy";
import { findingsIn, summaryOf } from "./support/findings";
import { deployedOrganization } from "./support/local-aws";

let deployment: LocalDeployment;
beforeAll(async () => {
  deployment = await copyOfDeployment(await deployedOrganization(), "review");
});
afterAll(() => rmSync(deployment.folder, { recursive: true, force: true }));

/** Changes the statements of a policy. */
const withStatements =
  (change: (statements: Attributes[]) => Attributes[]) =>
  ({ policy, ...values }: Attributes): Attributes => {
    const { Statement, ...document } = JSON.parse(policy);
    return { ...values, policy: JSON.stringify({ ...document, Statement: change(Statement) }) };
  };
const set =
  (more: Attributes) =>
  (values: Attributes): Attributes => ({ ...values, ...more });
const stranger = {
  Sid: "Stranger",
  Effect: "Allow",
  Principal: { AWS: arn("iam", "", account(9), "root") },
  Action: "kms:Decrypt",
  Resource: "*",
};

const withScanLimit = (factor: number) => (values: Attributes) => ({
  ...values,
  configuration: {
    ...values.configuration,
    bytes_scanned_cutoff_per_query: values.configuration.bytes_scanned_cutoff_per_query * factor,
  },
});
const withExpiry = (days: number) => (values: Attributes) => {
  const rule = values.rule.map((one: Attributes) => ({
    ...one,
    ...(one.expiration && {
      expiration: one.expiration.map((expiry: Attributes) => ({ ...expiry, days: expiry.days + days })),
    }),
  }));
  return values.rule.some((one: Attributes) => one.expiration?.[0]?.days) ? { ...values, rule } : undefined;
};
const withLock = (days: number) => (values: Attributes) => {
  const { default_retention: retention } = values.rule;
  return { ...values, rule: { default_retention: { ...retention, days: retention.days + days } } };
};

interface Weakening extends TypeChange {
  readonly rule: string;
}

/** Changes for which a rule has a finding in every resource of the type, by root. */
const weakened: Readonly<Record<string, readonly Weakening[]>> = {
  "log-archive": [
    {
      rule: "bucket-policy-widened",
      type: "aws_s3_bucket_policy",
      change: withStatements((all) => all.filter(({ Effect }) => Effect === "Allow")),
    },
    { rule: "object-lock-shortened", type: "aws_s3_bucket_object_lock_configuration", change: withLock(-1) },
    { rule: "lifecycle-shortened", type: "aws_s3_bucket_lifecycle_configuration", change: withExpiry(-1) },
    {
      rule: "versioning-suspended",
      type: "aws_s3_bucket_versioning",
      change: set({ versioning_configuration: { status: "Suspended" } }),
    },
    {
      rule: "public-access-block-opened",
      type: "aws_s3_bucket_public_access_block",
      change: set({ restrict_public_buckets: false }),
    },
    { rule: "bucket-logging-off", type: "aws_s3_bucket_logging", change: () => "deleted" },
    { rule: "key-policy-widened", type: "aws_kms_key", change: withStatements((all) => [...all, stranger]) },
    { rule: "scan-limit-raised", type: "aws_athena_workgroup", change: withScanLimit(2) },
    {
      rule: "table-moved",
      type: "aws_glue_catalog_table",
      change: ({ storage_descriptor: storage, ...values }) =>
        storage?.location && {
          ...values,
          storage_descriptor: { ...storage, location: `${storage.location}elsewhere/` },
        },
    },
    { rule: "saved-query-removed", type: "aws_athena_named_query", change: () => "deleted" },
  ],
  management: [
    { rule: "trail-stopped", type: "aws_cloudtrail", change: set({ enable_logging: false }) },
    { rule: "metric-filter-removed", type: "aws_cloudwatch_log_metric_filter", change: () => "deleted" },
    { rule: "alarm-removed", type: "aws_cloudwatch_metric_alarm", change: () => "deleted" },
    { rule: "event-rule-disabled", type: "aws_cloudwatch_event_rule", change: set({ state: "DISABLED" }) },
    { rule: "event-target-removed", type: "aws_cloudwatch_event_target", change: () => "deleted" },
    { rule: "subscription-removed", type: "aws_sns_topic_subscription", change: () => "deleted" },
    { rule: "log-group-retention-cut", type: "aws_cloudwatch_log_group", change: set({ retention_in_days: 1 }) },
    { rule: "scheduled-check-stopped", type: "aws_scheduler_schedule", change: set({ state: "DISABLED" }) },
  ],
  "member-payments": [
    { rule: "recorder-stopped", type: "aws_config_configuration_recorder_status", change: set({ is_enabled: false }) },
    { rule: "flow-log-removed", type: "aws_flow_log", change: () => "deleted" },
  ],
};

const tagged = set({ tags: { team: "audit" } });

/** Changes of the same resource types that weaken nothing, by root. */
const harmless: Readonly<Record<string, readonly TypeChange[]>> = {
  "log-archive": [
    {
      type: "aws_s3_bucket_policy",
      change: withStatements((all) =>
        all.toReversed().map((one) => Object.assign({}, one, { Sid: `${one.Sid}Again` })),
      ),
    },
    { type: "aws_s3_bucket_object_lock_configuration", change: withLock(1) },
    { type: "aws_s3_bucket_lifecycle_configuration", change: withExpiry(1) },
    { type: "aws_kms_key", change: withStatements((all) => all.toReversed()) },
    { type: "aws_athena_workgroup", change: withScanLimit(0.5) },
    { type: "aws_glue_catalog_table", change: set({ description: "New words" }) },
    { type: "aws_s3_bucket", change: tagged },
  ],
  management: [
    { type: "aws_cloudtrail", change: tagged },
    { type: "aws_cloudwatch_metric_alarm", change: set({ alarm_description: "New words" }) },
    { type: "aws_cloudwatch_event_rule", change: set({ description: "New words" }) },
    { type: "aws_cloudwatch_log_group", change: tagged },
    { type: "aws_scheduler_schedule", change: set({ description: "New words" }) },
    { type: "aws_sns_topic", change: tagged },
  ],
  "member-payments": [
    { type: "aws_flow_log", change: tagged },
    { type: "aws_iam_role", change: tagged },
  ],
};

describe.each(Object.keys(weakened))("the plan of %s", (stack) => {
  test("has no finding in the first deployment", async () => {
    const json = await deployment.planJson(stack, ["-state=none.tfstate"]);

    expect(json).toContain('"actions":["create"]');
    expect(summaryOf(json, stack)).toEqual([]);
  });

  test("has a finding for every resource that is weakened", async () => {
    const changes = weakened[stack] ?? [];
    const { json, changed } = await planChanged(deployment, stack, changes);
    const findings = findingsIn(json, stack);

    for (const { rule, type } of changes) {
      const flagged = findings.filter(({ rule: { id }, isUnknown }) => id === rule && !isUnknown);
      const addresses = changed.get(type) ?? [];
      expect(addresses).not.toEqual([]);
      const found = new Set(flagged.map(({ address }) => address.replace(/\[.*\]$/, "")));
      expect([rule, [...found].toSorted()]).toEqual([rule, addresses.toSorted()]);
    }
  });

  test("has no finding if nothing is weakened", async () => {
    const changes = harmless[stack] ?? [];
    const { json, changed } = await planChanged(deployment, stack, changes);

    for (const { type } of changes) expect([type, changed.get(type)]).not.toEqual([type, []]);
    expect(summaryOf(json, stack)).toEqual([]);
  });
});
