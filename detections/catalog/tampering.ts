import { alarmTopicTampering, anyAlarm } from "./alarm-topic-tampering";
import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { byHand, onlyIfItSucceeds, refused } from "../drill";
import { stopNoRecorder } from "./drill-calls";
import { notHousekeeping } from "./housekeeping";
import { withConditions } from "../with-conditions";
import { logTamperingDetections } from "./tampering-logs";

/** Condition: the call contains ten or more findings, so no one read them one by one. */
const tenth = (field: string) => `$.requestParameters.${field} = "*"`;

/** Detections of disabled monitoring: alarms, AWS Config, GuardDuty and similar services. */
const watcherDetections: readonly Detection[] = [
  alarmTopicTampering(anyAlarm),
  {
    id: "alarm-or-rule-silenced",
    title: "Alarms or event rules were silenced",
    why: "The alarm or rule still exists and looks healthy, but notifies nobody.",
    severity: "notify",
    track: "pager",
    drill: {
      call: {
        service: "eventbridge",
        operation: "PutRule",
        input: ({ name }) => ({ Name: name, State: "DISABLED", EventPattern: '{"source":["trailkeeper.drill"]}' }),
        effect: "undone",
        because: "The rule is disabled and has no target, and the drill deletes it.",
        undo: { operation: "DeleteRule", input: ({ name }) => ({ Name: name }) },
      },
    },
    controls: ["ATT&CK T1685", "NIST 800-53 AU-5", "NIST 800-53 SI-4", "PCI DSS 4 10.7.2", "SOC 2 CC7.2"],
    pattern: withConditions(
      anyOfPatterns(
        apiCalls("monitoring", ["DisableAlarmActions", "SetAlarmState", "PutAlarmMuteRule"]),
        apiCalls("monitoring", ["PutMetricAlarm", "PutCompositeAlarm"], "$.requestParameters.actionsEnabled IS FALSE"),
        apiCalls("events", ["DisableRule", "DeleteEventBus", "PutPermission", "RemovePermission"]),
        apiCalls("events", ["PutRule"], '$.requestParameters.state = "DISABLED"'),
        apiCalls("logs", ["PutMetricFilter"], '$.requestParameters.logGroupName = "*-organization-trail"'),
      ),
      succeeded,
    ),
  },
  {
    id: "monitoring-deleted-in-bulk",
    title: "Many alarms, event rules or log groups were deleted",
    why: "A single deletion is ordinary work. Many within minutes are a large cleanup, or somebody removes traces.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1070", "ATT&CK T1685.002", "NIST 800-53 AU-9", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
    pattern: withConditions(
      anyOfPatterns(
        apiCalls("logs", ["DeleteLogGroup", "DeleteLogStream", "DeleteMetricFilter"]),
        apiCalls("monitoring", ["DeleteAlarms", "DeleteDashboards"]),
        apiCalls("events", ["DeleteRule", "RemoveTargets"]),
      ),
      succeeded,
      notHousekeeping("autoscaling"),
    ),
    threshold: 30,
  },
  {
    id: "config-recorder-stopped",
    title: "AWS Config was stopped or its delivery was removed, or somebody tried to",
    why: "Changes of resources in this account and region are no longer recorded.",
    severity: "page",
    track: "pager",
    drill: stopNoRecorder,
    controls: ["ATT&CK T1685.002", "NIST 800-53 CM-3", "NIST 800-53 CM-6", "PCI DSS 4 10.7.2", "SOC 2 CC7.1"],
    pattern: apiCalls("config", ["StopConfigurationRecorder", "DeleteConfigurationRecorder", "DeleteDeliveryChannel"]),
  },
  {
    id: "config-rules-removed",
    title: "Rules, conformance packs, aggregators or records of AWS Config were removed or redirected",
    why: "Resources that violate those rules are no longer found, or no longer visible in one place.",
    severity: "notify",
    track: "pager",
    drill: refused("config-service", "DeleteConfigRule", "No rule has this name.", ({ name }) => ({
      ConfigRuleName: name,
    })),
    controls: ["ATT&CK T1685", "NIST 800-53 CM-6", "NIST 800-53 SI-4", "PCI DSS 4 11.5.2", "SOC 2 CC7.1"],
    pattern: withConditions(
      anyOfPatterns(
        apiCalls("config", [
          "DeleteConfigRule",
          "DeleteOrganizationConfigRule",
          "DeleteConformancePack",
          "DeleteOrganizationConformancePack",
          "DeleteConfigurationAggregator",
          "DeleteAggregationAuthorization",
          "DeleteEvaluationResults",
          "DeleteRemediationConfiguration",
          "PutRetentionConfiguration",
          "DisassociateResourceTypes",
        ]),
        "{ $.requestParameters.configurationRecorder.recordingGroup.allSupported IS FALSE }",
        '{ $.requestParameters.deliveryChannel.s3BucketName != "*-config-archive-*" }',
      ),
      notHousekeeping("conformancePacks", "securityHub"),
    ),
  },
  {
    id: "guardduty-blinded",
    title: "GuardDuty was disabled or disconnected from its administrator, or somebody tried to",
    why: "Threats in the account are no longer found, or the administrator account no longer receives them.",
    severity: "page",
    track: "pager",
    drill: byHand("guardduty delete-detector --detector-id 00000000000000000000000000000000"),
    controls: ["ATT&CK T1685", "NIST 800-53 SI-4", "PCI DSS 4 11.5.1", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls("guardduty", [
        "DeleteDetector",
        "StopMonitoringMembers",
        "DisassociateMembers",
        "DeleteMembers",
        "DisassociateFromMasterAccount",
        "DisassociateFromAdministratorAccount",
        "DeletePublishingDestination",
      ]),
      apiCalls("guardduty", ["UpdateDetector"], "$.requestParameters.enable IS FALSE"),
    ),
  },
  {
    id: "findings-hidden",
    title: "Findings are hidden by a filter or a trusted list, or were archived in bulk",
    why: "Findings that match are archived before anybody sees them.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1685", "NIST 800-53 SI-4", "PCI DSS 4 10.7.2", "SOC 2 CC7.3"],
    pattern: withConditions(
      anyOfPatterns(
        `{ ($.eventName = "*Filter") && ${anyOf([
          '$.requestParameters.action = "ARCHIVE"',
          '$.requestParameters.action = "SUPPRESS"',
        ])} }`,
        apiCalls("guardduty", ["*IPSet", "*TrustedEntitySet", "DeleteThreat*"], "$.readOnly IS FALSE"),
        apiCalls("guardduty", ["ArchiveFindings"], tenth("findingIds[9]")),
        apiCalls("securityhub", ["CreateAutomationRule*"]),
        apiCalls(
          "securityhub",
          ["BatchUpdateFindings"],
          '$.requestParameters.Workflow.Status = "SUPPRESSED"',
          tenth("FindingIdentifiers[9].Id"),
        ),
        apiCalls("access-analyzer", ["CreateArchiveRule"]),
      ),
      succeeded,
    ),
  },
  {
    id: "security-services-disabled",
    title: "Security Hub, Macie, Inspector, Detective or Access Analyzer was disabled or narrowed",
    why: "The service reports no findings any more, or fewer.",
    severity: "notify",
    track: "pager",
    drill: byHand("accessanalyzer delete-analyzer --analyzer-name trailkeeper-drill"),
    controls: ["ATT&CK T1685", "NIST 800-53 SI-4", "NIST 800-53 RA-5", "PCI DSS 4 10.7.2", "SOC 2 CC7.1"],
    pattern: anyOfPatterns(
      apiCalls("securityhub", [
        "DisableSecurityHub*",
        "BatchDisableStandards",
        "DisassociateMembers",
        "DeleteMembers",
        "DisassociateFrom*",
        "DeleteFindingAggregator",
        "DisableImportFindingsForProduct",
      ]),
      '{ $.eventName = "DisableMacie" || $.eventName = "DeleteGraph" || $.eventName = "DeleteAnalyzer" || $.eventName = "DeleteDataLake" }',
      apiCalls("macie2", ["UpdateMacieSession"], '$.requestParameters.status = "PAUSED"'),
      apiCalls("inspector2", ["Disable"]),
    ),
  },
  {
    id: "web-acl-removed",
    title: "A web ACL or another protection at the edge was removed",
    why: "The application now receives requests that the protection blocked before.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1686.001", "NIST 800-53 SC-7", "PCI DSS 4 6.4.2", "SOC 2 CC6.6"],
    pattern: withConditions(
      anyOfPatterns(
        `{ ${anyOf(["wafv2", "waf", "waf-regional"].map((name) => `$.eventSource = "${name}.amazonaws.com"`))} && ${anyOf(
          ["DeleteWebACL", "DisassociateWebACL", "DeleteRuleGroup"].map((name) => `$.eventName = "${name}"`),
        )} }`,
        apiCalls("network-firewall", ["DeleteFirewall", "DisassociateSubnets"]),
        apiCalls("shield", ["DeleteProtection", "DisableProactiveEngagement"]),
        apiCalls("fms", ["DeletePolicy"]),
      ),
      succeeded,
      notHousekeeping("firewallManager"),
    ),
  },
];

/** Detections of calls that prevent the recording or the notification of later calls. */
export const tamperingDetections: readonly Detection[] = [...logTamperingDetections, ...watcherDetections];
