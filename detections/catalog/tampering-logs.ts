import { anyArchive, anyWorkgroups, archiveGuardRemoved, archiveSettingsChanged } from "./archive-tampering";
import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { onlyIfItSucceeds, refused } from "../drill";
import { notHousekeeping } from "./housekeeping";
import { withConditions } from "../with-conditions";
import { anyTrail, trailBlinded } from "./trail-blinded";
import { anyTrailLogGroup, trailLogGroupTampering } from "./trail-log-group-tampering";

/** Excludes KMS grants that services create for themselves all day on a key of the account, to encrypt with the key. */
const notGrantOfService = notHousekeeping("internal", "ec2", "autoscaling", "databases", "tables", "backup");

/** Detections of disabled logging: the trail, the archive and its keys, the log group, or other logs. */
export const logTamperingDetections: readonly Detection[] = [
  trailBlinded(anyTrail),
  {
    id: "trail-tampering-refused",
    title: "Somebody tried to stop, delete or narrow a trail, and failed",
    why: "Nobody sends such a call by accident, and the caller may succeed in another way.",
    severity: "page",
    track: "pager",
    drill: refused("cloudtrail", "DeleteEventDataStore", "No event data store has this id.", ({ uuid }) => ({
      EventDataStore: uuid,
    })),
    controls: ["ATT&CK T1685.002", "NIST 800-53 AU-9", "NIST 800-53 SI-4", "PCI DSS 4 10.3.2", "SOC 2 CC7.2"],
    pattern: apiCalls(
      "cloudtrail",
      [
        "StopLogging",
        "DeleteTrail",
        "UpdateTrail",
        "PutEventSelectors",
        "PutInsightSelectors",
        "DeleteEventDataStore",
        "StopEventDataStoreIngestion",
      ],
      '$.errorCode = "*"',
      '$.errorCode != "Throttl*"',
      '$.errorCode != "TrailNotFound*"',
    ),
  },
  {
    id: "event-data-store-changes",
    title: "An event data store, a channel or Insights of CloudTrail was deleted or reduced",
    why: "Unlike the archive, events in CloudTrail Lake can be deleted by everybody who may manage it.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1685.002", "NIST 800-53 AU-9", "NIST 800-53 AU-11", "PCI DSS 4 10.3.2", "SOC 2 CC7.2"],
    pattern: withConditions(
      anyOfPatterns(
        apiCalls("cloudtrail", [
          "DeleteEventDataStore",
          "StopEventDataStoreIngestion",
          "UpdateEventDataStore",
          "DeleteChannel",
          "UpdateChannel",
          "DisableFederation",
          "PutResourcePolicy",
          "DeleteResourcePolicy",
        ]),
        apiCalls(
          "cloudtrail",
          ["PutInsightSelectors"],
          "$.requestParameters.insightSelectors[0].insightType NOT EXISTS",
        ),
      ),
      succeeded,
    ),
  },
  archiveGuardRemoved(anyArchive),
  archiveSettingsChanged(anyArchive, anyWorkgroups),
  {
    id: "key-access-changed",
    title: "The policy, a grant or an alias of a KMS key was changed",
    why: "The change can affect who can decrypt, and which key encrypts new logs.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1098", "NIST 800-53 AC-6", "NIST 800-53 SC-12", "PCI DSS 4 3.6.1", "SOC 2 CC6.1"],
    pattern: withConditions(
      anyOfPatterns(
        apiCalls("kms", ["PutKeyPolicy"]),
        apiCalls("kms", ["CreateGrant", "RevokeGrant", "RetireGrant"], notGrantOfService),
        apiCalls(
          "kms",
          ["UpdateAlias", "DeleteAlias"],
          anyOf(['$.requestParameters.aliasName = "*-archive"', '$.requestParameters.aliasName = "*-monitoring"']),
        ),
      ),
      succeeded,
    ),
  },
  trailLogGroupTampering(anyTrailLogGroup),
  {
    id: "log-delivery-cut",
    title: "Delivery, retention or protection of logs was reduced, or session logging was changed",
    why: "Logs of applications and sessions may be lost, unencrypted, or deleted within days.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1685.002", "NIST 800-53 AU-11", "NIST 800-53 AU-12", "PCI DSS 4 10.5.1", "SOC 2 CC7.2"],
    pattern: withConditions(
      anyOfPatterns(
        apiCalls("logs", [
          "DeleteSubscriptionFilter",
          "DeleteDestination",
          "DeleteDelivery*",
          "PutAccountPolicy",
          "DeleteAccountPolicy",
          "DeleteResourcePolicy",
          "DisassociateKmsKey",
        ]),
        apiCalls("logs", ["PutRetentionPolicy"], "$.requestParameters.retentionInDays < 5"),
        apiCalls("rds", ["StopActivityStream", "ModifyActivityStream"]),
        apiCalls(
          "ssm",
          ["*Document*"],
          '$.requestParameters.name = "SSM-SessionManagerRunShell"',
          "$.readOnly IS FALSE",
        ),
      ),
      succeeded,
    ),
  },
  {
    id: "log-sources-switched-off",
    title: "Flow logs, DNS query logs or access logs were disabled, or somebody tried to",
    why: "Connections, DNS queries or reads of objects are no longer recorded in that network or bucket.",
    severity: "notify",
    track: "pager",
    drill: refused("ec2", "DeleteFlowLogs", "No flow log has this id, and the call is a dry run.", ({ hex }) => ({
      FlowLogIds: [`fl-${hex}`],
      DryRun: true,
    })),
    controls: ["ATT&CK T1685.002", "NIST 800-53 AU-12", "NIST 800-53 SI-4", "PCI DSS 4 10.7.2", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls("ec2", ["DeleteFlowLogs"]),
      apiCalls("route53resolver", ["DisassociateResolverQueryLogConfig", "DeleteResolverQueryLogConfig"]),
      apiCalls("route53", ["DeleteQueryLoggingConfig"]),
      apiCalls("wafv2", ["DeleteLoggingConfiguration"]),
      apiCalls("s3", ["PutBucketLogging"], "$.requestParameters.BucketLoggingStatus.LoggingEnabled NOT EXISTS"),
      apiCalls(
        "elasticloadbalancing",
        ["ModifyLoadBalancerAttributes"],
        anyOf([
          '$.requestParameters.attributes[0].key = "access_logs.s3.enabled" && $.requestParameters.attributes[0].value = "false"',
          "$.requestParameters.loadBalancerAttributes.accessLog.enabled IS FALSE",
        ]),
      ),
    ),
  },
];
