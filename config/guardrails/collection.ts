import { disabledLogGroups } from "../../features/log-groups";
import { recorderOf } from "../derived/recorders";
import { deliveryNames, unsubscribedLogGroups } from "../names/deliveries";
import { namedAccounts } from "../derived/accounts";
import { inAnyAccount, resolutions } from "../derived/overrides";
import { sessionDocumentName } from "../names/sessions";
import type { AuditConfig } from "../audit-config";
import type { Guardrail } from "./guardrail";
import type { Scope } from "./scope";

/** Guardrails over the resources that collect logs in an account and deliver them to the archive. */
export function collectionGuardrails(scope: Scope): Guardrail[] {
  const { anywhere, config, names } = scope;
  const { findings, applicationLogs } = deliveryNames(config);
  const { accounts, logSources, partition } = config;
  const isIn = (isOn: (sources: AuditConfig["logSources"]) => boolean) =>
    inAnyAccount(config, (one) => isOn(one.logSources));
  const withStreams = [
    ...(isIn((sources) => sources.applicationLogs.enabled) ? [applicationLogs.streamName] : []),
    ...(isIn((sources) => sources.securityHubFindings.mode !== "none") ? [findings.streamName] : []),
  ];
  return [
    {
      sid: "Trail",
      why: "The delegated administrator of CloudTrail could stop the organization trail for all accounts.",
      actions: [
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:PutInsightSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
      ],
      resources: accounts.trailAdministrator === undefined ? [] : [names.trailArn],
    },
    ...recorder(scope),
    {
      sid: "Tagged",
      why: "AWS chooses the ids of flow logs, query logs and AWS Config rules, so the statement identifies them by the tag of this project. No one else may remove or replace the tag.",
      actions: [
        "config:DeleteConfigRule",
        "config:DeleteConfigurationAggregator",
        "config:PutConfigRule",
        "config:PutConfigurationAggregator",
        "config:TagResource",
        "config:UntagResource",
        "ec2:CreateTags",
        "ec2:DeleteFlowLogs",
        "ec2:DeleteTags",
        "route53resolver:DeleteResolverQueryLogConfig",
        "route53resolver:DisassociateResolverQueryLogConfig",
        "route53resolver:TagResource",
        "route53resolver:UntagResource",
      ],
      resources: [
        ...(logSources.awsConfig.rules === false ? [] : anywhere("config", "config-rule/*")),
        ...(logSources.awsConfig.aggregator.enabled ? anywhere("config", "config-aggregator/*") : []),
        ...anywhere("ec2", "vpc-flow-log/*"),
        ...anywhere("route53resolver", "resolver-query-log-config/*"),
      ],
      condition: { StringEquals: { "aws:ResourceTag/ManagedBy": config.tags["ManagedBy"] ?? "trailkeeper" } },
    },
    {
      sid: "Streams",
      why: "Firehose keeps records that it cannot deliver for one day only. Later they are lost.",
      actions: [
        "firehose:DeleteDeliveryStream",
        "firehose:StartDeliveryStreamEncryption",
        "firehose:StopDeliveryStreamEncryption",
        "firehose:UpdateDestination",
      ],
      resources: anywhere("firehose", ...withStreams.map((name) => `deliverystream/${name}`)),
    },
    {
      sid: "LogGroups",
      why: "If a log group is deleted, or its retention is shortened to one day, alarms and people have no events to read.",
      actions: [
        "logs:AssociateKmsKey",
        "logs:Delete*",
        "logs:DisassociateKmsKey",
        "logs:PutDataProtectionPolicy",
        "logs:PutMetricFilter",
        "logs:PutRetentionPolicy",
        "logs:PutSubscriptionFilter",
        "logs:PutTransformer",
      ],
      resources: logGroups(scope, ownLogGroups(scope)),
    },
    {
      sid: "Subscriptions",
      why: "Without its subscription filter, a log group of a team is no longer delivered. The team may change all other settings of the log group.",
      actions: ["logs:DeleteSubscriptionFilter", "logs:PutSubscriptionFilter"],
      resources: logGroups(scope, subscribedLogGroups(scope)),
    },
    {
      sid: "AccountPolicies",
      why: "The subscription of a whole account is one account policy of CloudWatch Logs. An account can have one such policy in a region.",
      actions: ["logs:DeleteAccountPolicy", "logs:PutAccountPolicy"],
      resources: isIn(({ applicationLogs: { enabled, subscription } }) => enabled && subscription.mode === "all")
        ? ["*"]
        : [],
    },
    {
      sid: "EventRules",
      why: "Urgent events and findings leave an account only because EventBridge rules in the account forward them.",
      actions: [
        "events:DeleteRule",
        "events:DisableRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
      ],
      resources: anywhere("events", `rule/${names.urgentEventForwarderName}-*`, `rule/${findings.ruleName}`),
    },
    {
      sid: "SessionDocument",
      why: "The document defines whether sessions are recorded, and the destination of the records.",
      actions: ["ssm:CreateDocument", "ssm:DeleteDocument", "ssm:ModifyDocumentPermission", "ssm:UpdateDocument*"],
      resources: isIn((sources) => sources.sessions.enabled) ? anywhere("ssm", `document/${sessionDocumentName}`) : [],
    },
    {
      sid: "WebAcls",
      why: "AWS WAF logs the requests of a web ACL only while the web ACL has a logging configuration.",
      actions: ["wafv2:DeleteLoggingConfiguration", "wafv2:PutLoggingConfiguration"],
      resources: logSources.webAclLogs.enabled ? logSources.webAclLogs.webAcls : [],
    },
    {
      sid: "BucketLogging",
      why: "Only the access logs of these buckets record who reads the objects. The team of a bucket may change all its other settings.",
      actions: ["s3:PutBucketLogging"],
      resources: logSources.accessLogs.buckets.map(({ bucket }) => `arn:${partition}:s3:::${bucket}`),
    },
    {
      sid: "Queues",
      why: "Findings that could not be delivered wait in a dead-letter queue. Purging the queue deletes the only copy.",
      actions: [
        "sqs:AddPermission",
        "sqs:DeleteQueue",
        "sqs:PurgeQueue",
        "sqs:RemovePermission",
        "sqs:SetQueueAttributes",
      ],
      resources: isIn((sources) => sources.securityHubFindings.mode !== "none")
        ? anywhere("sqs", findings.deadLetterQueueName)
        : [],
    },
  ];
}

/** The statement contains no ARN, because an account has only one recorder and one delivery channel in a region. */
function recorder({ config }: Scope): Guardrail[] {
  // No policy limits the management account
  const ids = namedAccounts(config).flatMap(({ id }) => (id === config.accounts.management ? [] : id));
  const isOurs = (id: string) => recorderOf(config, id) !== "none";
  const ours = ids.filter(isOurs);
  const others = ids.filter((id) => !isOurs(id));
  const regions = [...new Set(resolutions(config).flatMap((one) => one.config.recordedRegions))];
  const inRegions = { "aws:RequestedRegion": regions };
  const byFewer =
    others.length <= ours.length
      ? { StringEquals: inRegions, ...(others.length > 0 && { StringNotEquals: { "aws:PrincipalAccount": others } }) }
      : { StringEquals: { ...inRegions, "aws:PrincipalAccount": ours } };
  return [
    {
      sid: "Recorder",
      why: "If a recorder is stopped, or records fewer resource types, later changes are not recorded. An account has one recorder in a region, so the statement needs no resource name.",
      actions: [
        "config:AssociateResourceTypes",
        "config:DeleteConfigurationRecorder",
        "config:DeleteDeliveryChannel",
        "config:DeleteRetentionConfiguration",
        "config:DisassociateResourceTypes",
        "config:PutConfigurationRecorder",
        "config:PutDeliveryChannel",
        "config:PutRetentionConfiguration",
        "config:StopConfigurationRecorder",
      ],
      resources: ours.length === 0 ? [] : ["*"],
      condition: byFewer,
    },
  ];
}

/** CloudWatch Logs evaluates the ARN of a log group with and without `:*` at its end. */
function logGroups({ anywhere }: Scope, names: readonly string[]): string[] {
  return anywhere("logs", ...names.flatMap((name) => [`log-group:${name}`, `log-group:${name}:*`]));
}

/** Log groups of this project in members and in the log archive. */
export function ownLogGroups(scope: Scope): string[] {
  const { config, names } = scope;
  const { silenceCheckName, trailLogGroupName, weeklySummaryName } = names;
  const ofTrail = [
    trailLogGroupName,
    ...[silenceCheckName, weeklySummaryName].map((machine) => `/aws/vendedlogs/states/${machine}`),
  ];
  const ofDisabled = new Set(disabledLogGroups(config));
  const own = unsubscribedLogGroups(config).filter(
    (name) => (config.accounts.trailAdministrator !== undefined || !ofTrail.includes(name)) && !ofDisabled.has(name),
  );
  const { applicationLogs } = config.logSources;
  const ofTeams = applicationLogs.enabled ? applicationLogs.logGroups.map(({ name }) => name) : [];
  return [...new Set([...own, ...ofTeams])];
}

/** Log groups of teams whose events are delivered. */
function subscribedLogGroups({ config }: Scope): string[] {
  const { enabled, subscription } = config.logSources.applicationLogs;
  if (!enabled) return [];
  if (subscription.mode === "listed") return subscription.existing.map(({ name }) => name);
  return subscription.mode === "prefixes" ? subscription.prefixes.map((prefix) => `${prefix}*`) : [];
}
