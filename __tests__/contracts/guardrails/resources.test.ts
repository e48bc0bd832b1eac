import { type Organization, organization, stackOf } from "../../support/organization";
import { guardedBy, principalOf } from "../../support/guardrails";
import { account, arn } from "../../../sample-data/values";
import { serviceControlGuardrails } from "../../../config/guardrails/statements";
import type { Attributes } from "../../support/synth";

/** A request that would end the effect of a resource. */
interface Attempt {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

interface StackOfAccount {
  readonly account: string;
  readonly region: string;
  readonly json: Attributes;
}

type Attempts = (values: Attributes, stack: StackOfAccount) => readonly Attempt[];

const on =
  (service: string, resource: (values: Attributes) => string, ...actions: readonly string[]): Attempts =>
  (values, place) =>
    actions.map((action) => ({
      action: `${service}:${action}`,
      resource: arn(service, service === "iam" ? "" : place.region, place.account, resource(values)),
    }));
const tagged =
  (service: string, resource: string, ...actions: readonly string[]): Attempts =>
  (values, place) =>
    on(
      service,
      () => resource,
      ...actions,
    )(values, place).map((attempt) =>
      Object.assign(attempt, { context: { "aws:ResourceTag/ManagedBy": "trailkeeper" } }),
    );
const bucket =
  (...actions: readonly string[]): Attempts =>
  ({ bucket: name }, { json }) => {
    const reference = /aws_s3_bucket\.([\w-]+)\./.exec(name)?.[1];
    const bucketName = reference ? json.resource.aws_s3_bucket[reference].bucket : name;
    return actions.map((action) => ({ action: `s3:${action}`, resource: arn("s3", "", "", bucketName) }));
  };
const recorder: Attempts = (_values, { region }) =>
  [
    "StopConfigurationRecorder",
    "DeleteConfigurationRecorder",
    "PutConfigurationRecorder",
    "DeleteDeliveryChannel",
    "AssociateResourceTypes",
    "DisassociateResourceTypes",
    "PutRetentionConfiguration",
  ].map((action) => ({ action: `config:${action}`, resource: "*", context: { "aws:RequestedRegion": region } }));
/** The alias of a key, which is a separate resource. */
const aliasOf = (key: string, { json }: StackOfAccount): string =>
  (Object.values(json.resource.aws_kms_alias) as Attributes[]).find(({ target_key_id: id }) => id.includes(`.${key}.`))
    ?.name ?? "";

const attempts: Readonly<Record<string, (name: string) => Attempts>> = {
  aws_athena_workgroup: () => on("athena", ({ name }) => `workgroup/${name}`, "DeleteWorkGroup", "UpdateWorkGroup"),
  aws_codebuild_project: () =>
    on(
      "codebuild",
      ({ name }) => `project/${name}`,
      "DeleteProject",
      "UpdateProject",
      "StartBuild",
      "StartBuildBatch",
      "StartSandbox",
      "RetryBuild",
    ),
  // The management account owns the trail even if a member administers it
  aws_cloudtrail: () => (values, place) =>
    on(
      "cloudtrail",
      ({ name }) => `trail/${name}`,
      "StopLogging",
      "DeleteTrail",
      "UpdateTrail",
      "PutEventSelectors",
    )(values, { ...place, account: account(1) }),
  aws_cloudwatch_event_bus: () => on("events", ({ name }) => `event-bus/${name}`, "DeleteEventBus", "PutPermission"),
  aws_cloudwatch_event_rule: () => (values, place) => {
    const bus = values.event_bus_name ? `${place.json.resource.aws_cloudwatch_event_bus ? busName(place) : ""}/` : "";
    return on("events", ({ name }) => `rule/${bus}${name}`, "DisableRule", "RemoveTargets", "PutRule")(values, place);
  },
  aws_cloudwatch_log_account_policy: () => () => [
    { action: "logs:DeleteAccountPolicy", resource: "*" },
    { action: "logs:PutAccountPolicy", resource: "*" },
  ],
  aws_cloudwatch_log_group: () => (values, place) =>
    ["", ":*"].flatMap((end) =>
      on(
        "logs",
        ({ name }) => `log-group:${name}${end}`,
        "DeleteLogGroup",
        "PutRetentionPolicy",
        "DisassociateKmsKey",
        "DeleteMetricFilter",
      )(values, place),
    ),
  aws_cloudwatch_log_subscription_filter: () => (values, place) =>
    /\$\{/.test(values.log_group_name)
      ? []
      : on("logs", ({ log_group_name: name }) => `log-group:${name}:*`, "DeleteSubscriptionFilter")(values, place),
  aws_cloudwatch_metric_alarm: () =>
    on(
      "cloudwatch",
      ({ alarm_name: name }) => `alarm:${name}`,
      "DeleteAlarms",
      "DisableAlarmActions",
      "PutAlarmMuteRule",
      "PutCompositeAlarm",
      "SetAlarmState",
    ),
  aws_config_config_rule: () =>
    tagged("config", "config-rule/config-rule-a1b2c3", "DeleteConfigRule", "TagResource", "UntagResource"),
  aws_config_configuration_aggregator: () =>
    tagged("config", "config-aggregator/a1b2", "DeleteConfigurationAggregator", "PutConfigurationAggregator"),
  aws_config_configuration_recorder: () => recorder,
  aws_dynamodb_table: () =>
    on(
      "dynamodb",
      ({ name }) => `table/${name}`,
      "BatchWriteItem",
      "DeleteItem",
      "DeleteTable",
      "PutItem",
      "UpdateItem",
    ),
  aws_flow_log: () => tagged("ec2", "vpc-flow-log/fl-0123456789abcdef0", "DeleteFlowLogs", "DeleteTags", "CreateTags"),
  aws_glue_catalog_database: () => on("glue", ({ name }) => `database/${name}`, "DeleteDatabase"),
  aws_glue_catalog_table: () => (values, place) =>
    on(
      "glue",
      ({ name, database_name: database }) =>
        `table/${database.startsWith("${") ? databaseName(place) : database}/${name}`,
      "DeleteTable",
      "UpdateTable",
      "BatchDeletePartition",
      "DeletePartition",
      "RenameTable",
      "UpdatePartition",
    )(values, place),
  aws_iam_policy: () => on("iam", ({ name }) => `policy/${name}`, "CreatePolicyVersion", "DeletePolicy"),
  aws_iam_role: () =>
    on(
      "iam",
      ({ name }) => `role/${name}`,
      "UpdateAssumeRolePolicy",
      "DeleteRole",
      "DeleteRolePolicy",
      "PutRolePolicy",
      "AttachRolePolicy",
      "DetachRolePolicy",
      "PutRolePermissionsBoundary",
    ),
  aws_kinesis_firehose_delivery_stream: () =>
    on("firehose", ({ name }) => `deliverystream/${name}`, "DeleteDeliveryStream", "UpdateDestination"),
  aws_kms_alias: () => on("kms", ({ name }) => name, "DeleteAlias", "UpdateAlias"),
  aws_kms_key: (key) => (values, place) =>
    on(
      "kms",
      () => "key/1234",
      "DisableKey",
      "ScheduleKeyDeletion",
      "PutKeyPolicy",
      "RevokeGrant",
    )(values, place).map((attempt) =>
      Object.assign(attempt, { context: { "kms:ResourceAliases": [aliasOf(key, place)] } }),
    ),
  aws_opensearch_domain: () =>
    on(
      "es",
      ({ domain_name: name }) => `domain/${name}`,
      "DeleteDomain",
      "UpdateDomainConfig",
      // Calls of the earlier API have the same effect
      "DeleteElasticsearchDomain",
      "UpdateElasticsearchDomainConfig",
    ),
  aws_osis_pipeline: () => on("osis", ({ pipeline_name: name }) => `pipeline/${name}`, "StopPipeline"),
  aws_route53_resolver_query_log_config: () =>
    tagged(
      "route53resolver",
      "resolver-query-log-config/rqlc-1",
      "DeleteResolverQueryLogConfig",
      "DisassociateResolverQueryLogConfig",
      "TagResource",
    ),
  aws_s3_bucket: () => (values, place) => [
    ...bucket(
      "DeleteBucket",
      "DeleteBucketPolicy",
      "PutBucketPolicy",
      "PutLifecycleConfiguration",
      "PutBucketVersioning",
      "PutReplicationConfiguration",
      "PutEncryptionConfiguration",
      "PutBucketObjectLockConfiguration",
      "PutBucketPublicAccessBlock",
      "PutInventoryConfiguration",
      "PutMetricsConfiguration",
      "PutBucketNotification",
    )(values, place),
    // Athena deletes its temporary results, the job of the lakehouse deletes files, and uploaders replace ranges of addresses
    ...(/query-results|lakehouse|hunt-rows|address-countries/.test(values.bucket)
      ? []
      : [
          "DeleteObject",
          "DeleteObjectVersion",
          "PutObjectLegalHold",
          "BypassGovernanceRetention",
          "UpdateObjectEncryption",
        ].map((action) => ({
          action: `s3:${action}`,
          resource: arn("s3", "", "", `${values.bucket}/a-log`),
        }))),
  ],
  aws_s3_bucket_logging: () => bucket("PutBucketLogging"),
  aws_scheduler_schedule: () => on("scheduler", ({ name }) => `schedule/default/${name}`, "DeleteSchedule"),
  aws_sfn_state_machine: () => on("states", ({ name }) => `stateMachine:${name}`, "DeleteStateMachine"),
  aws_sns_topic: () => on("sns", ({ name }) => name, "DeleteTopic", "PutDataProtectionPolicy", "SetTopicAttributes"),
  aws_sqs_queue: () => on("sqs", ({ name }) => name, "DeleteQueue", "PurgeQueue", "SetQueueAttributes"),
  aws_ssm_document: () => on("ssm", ({ name }) => `document/${name}`, "UpdateDocument", "DeleteDocument"),
  aws_wafv2_web_acl_logging_configuration:
    () =>
    ({ resource_arn: resource }) => [{ action: "wafv2:DeleteLoggingConfiguration", resource }],
};

const busName = ({ json }: StackOfAccount): string =>
  (Object.values(json.resource.aws_cloudwatch_event_bus) as Attributes[])[0]?.name;
const databaseName = ({ json }: StackOfAccount): string =>
  (Object.values(json.resource.aws_glue_catalog_database) as Attributes[])[0]?.name;

/** Resource types that need no request here: a request about another type has the same effect, or nothing is lost without them. */
const coveredOrHarmless: Readonly<Record<string, string>> = {
  aws_ssm_parameter: "a build compares the SHA-256 of the parameters, and a failed build notifies",
  aws_athena_named_query: "an action on its workgroup",
  aws_chatbot_slack_channel_configuration: "the topics also send e-mail",
  aws_chatbot_teams_channel_configuration: "the topics also send e-mail",
  aws_cloudformation_stack: "the data source of dashboards, which show and notify nobody",
  aws_cloudwatch_composite_alarm: "an alarm, by its name",
  aws_cloudwatch_dashboard: "shows, and notifies nobody",
  aws_cloudwatch_event_archive: "a copy of events",
  aws_cloudwatch_event_bus_policy: "PutPermission on the bus",
  aws_cloudwatch_event_permission: "PutPermission on the bus",
  aws_cloudwatch_event_target: "RemoveTargets on the rule",
  aws_cloudwatch_log_data_protection_policy: "logs:Delete* on the log group",
  aws_cloudwatch_log_metric_filter: "DeleteMetricFilter on the log group",
  aws_cloudwatch_log_resource_policy: "the domain's own logs only",
  aws_cloudwatch_log_stream: "logs:Delete* on the log group",
  aws_cloudwatch_query_definition: "a text for people",
  aws_config_configuration_recorder_status: "StopConfigurationRecorder",
  aws_config_delivery_channel: "DeleteDeliveryChannel",
  aws_emrserverless_application: "loads a copy: the archive has every log, and an alarm notices that none is loaded",
  aws_glue_classifier: "of the crawler",
  aws_glue_crawler: "adds columns of open formats; the tables are there without it",
  aws_glue_security_configuration: "of the crawler",
  aws_iam_role_policy: "PutRolePolicy and DeleteRolePolicy on the role",
  aws_iam_role_policy_attachment: "AttachRolePolicy and DetachRolePolicy on the role",
  aws_lakeformation_permissions: "grants copies of logs: the archive has every log",
  aws_quicksight_analysis: "shows, and notifies nobody",
  aws_quicksight_dashboard: "shows, and notifies nobody",
  aws_quicksight_data_set: "shows, and notifies nobody",
  aws_quicksight_group: "has the readers of dashboards",
  aws_quicksight_refresh_schedule: "shows, and notifies nobody",
  aws_route53_resolver_query_log_config_association: "DisassociateResolverQueryLogConfig",
  aws_securitylake_subscriber: "shares copies of logs: the archive has every log",
  aws_sns_topic_policy: "SetTopicAttributes on the topic",
  aws_sns_topic_subscription: "sns:Unsubscribe names no resource that policies know",
  aws_sqs_queue_policy: "SetQueueAttributes on the queue",
  aws_sqs_queue_redrive_allow_policy: "SetQueueAttributes on the queue",
};
const isCoveredByBucket = (type: string) => /^aws_s3_bucket_(?!logging$)/.test(type);

const guardrails = { mode: "enforce", targets: ["r-a1b2"], breakGlassRoleName: "break-glass-administrator" };
const organizations: Readonly<Record<string, Organization>> = {
  everything: organization("config/examples/everything.yaml", {
    guardrails,
    notifications: { urgentEvents: { enabled: true } },
  }),
  "a second region": organization("config/examples/second-region.yaml", { guardrails }),
  "delegated administrator": organization("config/examples/delegated-administrator.yaml", { guardrails }),
  "subscriptions of whole accounts": organization("config/examples/everything.yaml", {
    guardrails,
    logSources: { applicationLogs: { subscription: { mode: "all", existing: [] } } },
  }),
};

describe.each(Object.entries(organizations))(
  "every resource of a member and of the log archive, %s,",
  (example, made) => {
    const { config } = made;
    const decide = guardedBy(made);
    const roots = [...made.stacks.keys()].filter((name) => !/^(management|outside)/.test(name));
    const accountOf = (stack: string): string => {
      const ids = stackOf(made, stack).json.provider.aws[0].allowed_account_ids;
      return ids[0];
    };
    const tried = roots.flatMap((stack) => {
      const { json } = stackOf(made, stack);
      const place = { account: accountOf(stack), region: config.homeRegion, json };
      return Object.entries<Record<string, Attributes>>(json.resource).flatMap(([type, resources]) =>
        Object.entries(resources).map(([name, values]) => ({
          stack,
          type,
          owner: place.account,
          attempts: attempts[type]?.(name)(values, place),
        })),
      );
    });
    const decisions = (resource: string) =>
      tried.flatMap(({ stack, type, owner, attempts: all = [] }) =>
        all.map((attempt) => {
          const caller = principalOf(config.organizationId, owner, resource);
          const decision = decide({ ...attempt, caller, resourceAccount: owner });
          const by = "by" in decision ? decision.by.map(({ statement }) => statement) : [];
          return { stack, type, action: attempt.action, resource: attempt.resource, effect: decision.effect, by };
        }),
      );

    test("has a request that would end its effect, or a reason why it needs none", () => {
      const unknown = tried.filter(
        ({ type, attempts: all }) => all === undefined && !isCoveredByBucket(type) && !(type in coveredOrHarmless),
      );

      expect([...new Set(unknown.map(({ type }) => type))]).toEqual([]);
      expect(tried.flatMap(({ attempts: all = [] }) => all).length).toBeGreaterThan(200);
    });

    test.each(["root", "role/administrator", "role/x/audit-deploy", "role/audit-deploy-2"])(
      "%s of the account is denied",
      (resource) => {
        expect(decisions(resource).filter(({ effect }) => effect !== "explicit deny")).toEqual([]);
      },
    );

    test.each([config.access.roleName, guardrails.breakGlassRoleName])(
      "the role %s may send each of these requests, but may not change a stored log",
      (name) => {
        const denied = decisions(`role/${name}`).filter(({ effect }) => effect !== "allow");

        expect(denied.filter(({ resource }) => !resource.endsWith("/a-log"))).toEqual([]);
        expect(denied.length).toBeGreaterThan(0);
      },
    );

    test("every statement about named resources decides about one of these requests", () => {
      const deciding = new Set(decisions("root").flatMap(({ by }) => by));
      const named = serviceControlGuardrails(config).filter(
        ({ sid }) => !["Organization", "Regions", "HoldCases"].includes(sid),
      );

      // This example has no flow logs, and no log group in a member
      const unused = example === "a second region" ? ["Tagged", "LogGroups"] : [];
      expect(named.map(({ sid }) => sid).filter((sid) => !deciding.has(sid))).toEqual(unused);
    });

    test("a service-linked role is not limited", () => {
      const role = "role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

      expect(decisions(role).filter(({ effect }) => effect !== "allow")).toEqual([]);
    });
  },
);
