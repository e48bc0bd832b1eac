import type { Call, CloudTrailEvent } from "../events/event";
import { account, arn } from "../values";
import { type Examples, event, refused, who } from "./example";
import { onBehalf, serviceLinked } from "./tampering-callers";
import { logTamperingExamples } from "./tampering-logs";

/** Returns a function that creates an event of a service from a call and a request. */
const of =
  (service: string, base: Partial<Call> = {}) =>
  (name: string, request: object = {}, more: Partial<Call> = {}): CloudTrailEvent =>
    event(service, name, { ...base, request: { ...request }, ...more });

const guardduty = of("guardduty");
const securityhub = of("securityhub");
const alarms = of("monitoring", { account: account(1) });
const rules = of("events");
const config = of("config");
const sns = of("sns", { account: account(1) });

const byStack = { caller: onBehalf(who.pipeline, "cloudformation.amazonaws.com") };
const topic = (name: string) => arn("sns", "eu-west-1", account(1), name);
const subscription = (name: string) => `${topic(name)}:0a1b2c3d-0000`;
const detector = { detectorId: "0a1b2c3d" };
const recorder = { configurationRecorderName: "default" };
const ids = (count: number) => Array.from({ length: count }, (_, i) => `finding-${i}`);
const findings = (count: number, Status: string) => ({
  FindingIdentifiers: ids(count).map((Id) => ({ Id, ProductArn: "guardduty" })),
  Workflow: { Status },
});

/** Events that the detections of tampering with monitoring match, and near misses. */
const watcherExamples: Readonly<Record<string, Examples>> = {
  "alarm-topic-tampering": {
    fires: [
      sns("DeleteTopic", { topicArn: topic("acme-audit-page") }),
      sns("DeleteTopic", { topicArn: topic("acme-audit-notify") }, refused),
      sns("Unsubscribe", { subscriptionArn: subscription("acme-audit-page") }),
      sns("Unsubscribe", { subscriptionArn: subscription("acme-audit-notify") }, { caller: who.person }),
      sns("SetTopicAttributes", { topicArn: topic("acme-audit-page"), attributeName: "Policy" }),
      sns("SetSubscriptionAttributes", { subscriptionArn: subscription("acme-audit-page"), attributeName: "Filter" }),
      sns("RemovePermission", { topicArn: topic("acme-audit-notify"), label: "alarms" }),
      sns("PutDataProtectionPolicy", { resourceArn: topic("acme-audit-page") }),
      sns("PutDataProtectionPolicy", { resourceArn: topic("acme-audit-notify") }),
      alarms("DeleteAlarms", { alarmNames: ["acme-unauthorized-api-calls", "acme-root-use"] }),
      alarms("DisableAlarmActions", { alarmNames: ["acme-trail-changes"] }),
      alarms("DeleteAlarms", { alarmNames: ["acme-trail-blinded"] }, refused),
    ],
    quiet: [
      sns("DeleteTopic", { topicArn: topic("website-orders") }),
      sns("Subscribe", { topicArn: topic("acme-audit-page"), protocol: "email" }),
      sns("ConfirmSubscription", { topicArn: topic("acme-audit-page") }),
      sns("GetTopicAttributes", { topicArn: topic("acme-audit-page") }),
      sns("TagResource", { resourceArn: topic("acme-audit-page") }),
      sns("Unsubscribe", { subscriptionArn: subscription("website-orders") }),
      alarms("DeleteAlarms", { alarmNames: ["website-latency"] }),
      alarms("EnableAlarmActions", { alarmNames: ["acme-root-use"] }),
      alarms("DescribeAlarms", { alarmNames: ["acme-root-use"] }),
      event("monitoring", "DeleteAlarms", { request: { alarmNames: [] } }),
    ],
  },
  "alarm-or-rule-silenced": {
    fires: [
      alarms("DisableAlarmActions", { alarmNames: ["website-latency"] }),
      alarms("SetAlarmState", { alarmName: "website-latency", stateValue: "OK" }, { caller: who.user }),
      alarms("PutAlarmMuteRule", { name: "weekend" }),
      alarms("PutMetricAlarm", { alarmName: "website-latency", actionsEnabled: false }),
      alarms("PutCompositeAlarm", { alarmName: "website", actionsEnabled: false }),
      rules("DisableRule", { name: "guardduty-to-pager", eventBusName: "default" }),
      rules("DeleteEventBus", { name: "security" }, { caller: who.person }),
      rules("PutPermission", { eventBusName: "security", principal: "*" }),
      rules("RemovePermission", { statementId: "organization" }),
      rules("PutRule", { name: "guardduty-to-pager", state: "DISABLED" }, { caller: who.pipeline }),
      of("logs")("PutMetricFilter", { logGroupName: "acme-organization-trail", filterPattern: "nothing" }),
      alarms("DisableAlarmActions", { alarmNames: ["scaling"] }, byStack),
      rules("DisableRule", { name: "nightly" }, { caller: who.service("autoscaling.amazonaws.com") }),
    ],
    quiet: [
      alarms("EnableAlarmActions", { alarmNames: ["website-latency"] }),
      alarms("PutMetricAlarm", { alarmName: "website-latency", actionsEnabled: true }),
      alarms("SetAlarmState", { alarmName: "website-latency" }, refused),
      rules("EnableRule", { name: "guardduty-to-pager" }),
      rules("PutRule", { name: "nightly", state: "ENABLED" }),
      event("lambda", "RemovePermission20150331v2", { request: { functionName: "thumbnailer" } }),
      of("logs")("PutMetricFilter", { logGroupName: "/app/website" }),
      event("iot", "DisableRule", { request: { ruleName: "sensor" } }),
    ],
  },
  "monitoring-deleted-in-bulk": {
    fires: [
      of("logs")("DeleteLogGroup", { logGroupName: "/app/website" }),
      of("logs")("DeleteLogStream", { logGroupName: "/app/website" }, { caller: who.user }),
      of("logs")("DeleteMetricFilter", { logGroupName: "/app/website" }),
      alarms("DeleteAlarms", { alarmNames: ["website-latency"] }, { caller: who.pipeline }),
      alarms("DeleteDashboards", { dashboardNames: ["website"] }),
      rules("RemoveTargets", { rule: "nightly", ids: ["1"] }),
      rules("DeleteRule", { name: "nightly" }, { caller: who.person }),
      of("logs")("DeleteLogGroup", { logGroupName: "/app/website" }, byStack),
    ],
    quiet: [
      of("logs")("DeleteLogGroup", { logGroupName: "/app/website" }, refused),
      alarms("DeleteAlarms", { alarmNames: ["scaling"] }, { caller: who.service("autoscaling.amazonaws.com") }),
      of("logs")("DescribeLogGroups"),
      rules("PutTargets", { rule: "nightly" }),
      event("elasticloadbalancing", "DeleteRule", { request: { ruleArn: "website" } }),
    ],
  },
  "config-recorder-stopped": {
    fires: [
      config("StopConfigurationRecorder", recorder),
      config("StopConfigurationRecorder", recorder, refused),
      config("DeleteConfigurationRecorder", recorder, { caller: who.user }),
      config("DeleteDeliveryChannel", { deliveryChannelName: "default" }),
      config("DeleteDeliveryChannel", { deliveryChannelName: "default" }, { caller: who.root }),
      config("DeleteConfigurationRecorder", recorder, byStack),
      config("DeleteDeliveryChannel", {}, { caller: serviceLinked("config", "ConfigMultiAccountSetup") }),
    ],
    quiet: [
      config("StartConfigurationRecorder", recorder),
      config("DescribeConfigurationRecorders"),
      event("kinesisvideo", "StopConfigurationRecorder"),
    ],
  },
  "config-rules-removed": {
    fires: [
      config("DeleteConfigRule", { configRuleName: "s3-bucket-public-read-prohibited" }),
      config("DeleteOrganizationConfigRule", {}, { account: account(1), caller: who.person }),
      config("DeleteConformancePack", { conformancePackName: "pci" }, refused),
      config("DeleteOrganizationConformancePack", { organizationConformancePackName: "pci" }),
      config("DeleteConfigurationAggregator", { configurationAggregatorName: "organization" }),
      config("DeleteAggregationAuthorization"),
      config("DeleteEvaluationResults"),
      config("DeleteRemediationConfiguration"),
      config("PutRetentionConfiguration", { retentionPeriodInDays: 30 }),
      config("DisassociateResourceTypes"),
      config("PutConfigurationRecorder", { configurationRecorder: { recordingGroup: { allSupported: false } } }),
      config("PutDeliveryChannel", { deliveryChannel: { name: "default", s3BucketName: "mallory" } }),
    ],
    quiet: [
      config("PutConfigRule"),
      config("DescribeConfigRules"),
      config("DeleteConfigRule", {}, { caller: serviceLinked("config-conforms", "ConfigConforms") }),
      config("DeleteConfigRule", {}, { caller: onBehalf(who.administrator, "securityhub.amazonaws.com") }),
      config("PutConfigurationRecorder", { configurationRecorder: { recordingGroup: { allSupported: true } } }),
      config("PutDeliveryChannel", { deliveryChannel: { s3BucketName: `acme-config-archive-${account(2)}` } }),
      event("ssm", "DeleteConformancePack"),
    ],
  },
  "guardduty-blinded": {
    fires: [
      guardduty("DeleteDetector", detector),
      guardduty("DeleteDetector", detector, refused),
      guardduty("UpdateDetector", { ...detector, enable: false }),
      guardduty("StopMonitoringMembers", { ...detector, accountIds: [account(3)] }),
      guardduty("DisassociateMembers", { ...detector, accountIds: [account(3)] }),
      guardduty("DeleteMembers", { ...detector, accountIds: [account(3)] }),
      guardduty("DisassociateFromAdministratorAccount", detector, { caller: who.root }),
      guardduty("DisassociateFromMasterAccount", detector, { caller: who.user }),
      guardduty("DeletePublishingDestination", { ...detector, destinationId: "0a1b" }),
      guardduty("DeleteDetector", detector, { caller: serviceLinked("guardduty", "AmazonGuardDuty") }),
      guardduty("DeleteMembers", detector, { caller: who.service("guardduty.amazonaws.com") }),
      guardduty("DeletePublishingDestination", detector, byStack),
    ],
    quiet: [
      guardduty("UpdateDetector", { ...detector, enable: true }),
      guardduty("UpdateDetector", { ...detector, findingPublishingFrequency: "ONE_HOUR" }),
      guardduty("GetDetector", detector),
      guardduty("CreateMembers", detector),
      event("lookoutmetrics", "DeleteDetector"),
      event("frauddetector", "DeleteDetector"),
    ],
  },
  "findings-hidden": {
    fires: [
      guardduty("CreateFilter", { ...detector, name: "quiet", action: "ARCHIVE" }),
      event("inspector2", "UpdateFilter", { request: { action: "SUPPRESS" } }),
      event("macie2", "CreateFindingsFilter", { request: { action: "ARCHIVE" }, caller: who.person }),
      guardduty("CreateIPSet", { ...detector, activate: true }),
      guardduty("UpdateTrustedEntitySet", detector),
      guardduty("DeleteThreatIntelSet", detector),
      guardduty("ArchiveFindings", { ...detector, findingIds: ids(10) }),
      securityhub("CreateAutomationRule", { RuleName: "quiet" }),
      securityhub("BatchUpdateFindings", findings(10, "SUPPRESSED")),
      event("access-analyzer", "CreateArchiveRule", { request: { ruleName: "quiet" } }),
    ],
    quiet: [
      guardduty("CreateFilter", { ...detector, action: "NOOP" }),
      guardduty("CreateFilter", { ...detector, action: "ARCHIVE" }, refused),
      event("macie2", "CreateFindingsFilter", { request: { action: "NOOP" } }),
      guardduty("ListIPSets", detector),
      guardduty("GetIPSet", detector),
      guardduty("CreateThreatIntelSet", detector),
      guardduty("ArchiveFindings", { ...detector, findingIds: ids(9) }),
      securityhub("BatchUpdateFindings", findings(9, "SUPPRESSED")),
      securityhub("BatchUpdateFindings", findings(100, "NOTIFIED")),
      event("wafv2", "UpdateIPSet", { request: { name: "offices" } }),
    ],
  },
  "security-services-disabled": {
    fires: [
      securityhub("DisableSecurityHub", {}, refused),
      securityhub("DisableSecurityHubV2"),
      securityhub("BatchDisableStandards", { StandardsSubscriptionArns: ["cis"] }),
      securityhub("DisassociateMembers", { AccountIds: [account(3)] }),
      securityhub("DeleteMembers", { AccountIds: [account(3)] }),
      securityhub("DisassociateFromAdministratorAccount", {}, { caller: who.root }),
      securityhub("DeleteFindingAggregator", { FindingAggregatorArn: "home" }),
      securityhub("DisableImportFindingsForProduct"),
      event("macie2", "DisableMacie"),
      event("macie2", "UpdateMacieSession", { request: { status: "PAUSED" } }),
      event("inspector2", "Disable", { request: { resourceTypes: ["EC2"] } }),
      event("detective", "DeleteGraph"),
      event("access-analyzer", "DeleteAnalyzer", { caller: who.person }),
      event("securitylake", "DeleteDataLake"),
      securityhub("DeleteMembers", {}, { caller: who.service("securityhub.amazonaws.com") }),
      event("inspector2", "Disable", { caller: who.service("inspector2.amazonaws.com") }),
      event("access-analyzer", "DeleteAnalyzer", { caller: onBehalf(who.pipeline, "cloudformation.amazonaws.com") }),
    ],
    quiet: [
      securityhub("EnableSecurityHub"),
      securityhub("BatchEnableStandards"),
      securityhub("DescribeHub"),
      event("macie2", "UpdateMacieSession", { request: { status: "ENABLED" } }),
      event("inspector2", "Enable"),
      event("account", "Disable"),
    ],
  },
  "web-acl-removed": {
    fires: [
      event("wafv2", "DisassociateWebACL", { request: { resourceArn: "website" } }),
      event("wafv2", "DeleteWebACL", { caller: who.pipeline }),
      event("waf-regional", "DisassociateWebACL"),
      event("waf", "DeleteWebACL", { region: "us-east-1" }),
      event("network-firewall", "DeleteFirewall"),
      event("network-firewall", "DisassociateSubnets"),
      event("shield", "DeleteProtection", { caller: who.person }),
      event("shield", "DisableProactiveEngagement"),
      event("fms", "DeletePolicy"),
      event("wafv2", "DeleteRuleGroup"),
    ],
    quiet: [
      event("wafv2", "AssociateWebACL"),
      event("wafv2", "GetWebACL"),
      event("wafv2", "DisassociateWebACL", refused),
      event("wafv2", "DisassociateWebACL", { caller: onBehalf(who.administrator, "fms.amazonaws.com") }),
      event("iam", "DeletePolicy"),
      event("appsync", "DisassociateWebACL"),
      event("route53resolver", "DisassociateFirewallRuleGroup"),
      event("network-firewall", "DeleteRuleGroup"),
    ],
  },
};

/** Events that any detection of tampering matches, and near misses. */
export const tamperingExamples: Readonly<Record<string, Examples>> = { ...logTamperingExamples, ...watcherExamples };
