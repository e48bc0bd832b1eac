import type { AuditConfig } from "../../../config/audit-config";
import { managementTrail } from "../../../config/names/management-trail";
import { namesFor } from "../../../config/names/names";
import { alertingAccountId } from "../../../config/names/alerting-account";
import type { Detection } from "../../../detections/detection";
import { drillPrefix, drillServices } from "../../../detections/drill";

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Operations whose IAM action has another name. */
const otherActions: Readonly<Record<string, string>> = {
  DeleteBucketCors: "PutBucketCORS",
  DeleteBucketEncryption: "PutEncryptionConfiguration",
};

/**
 * The IAM policy of a role that runs drills. It allows reading the pipeline and receiving messages of the topics. It allows none of
 * the calls that AWS must refuse: AWS also refuses a call without permission, and the detections also match this event.
 */
export function drillPolicy(config: AuditConfig, detections: readonly Detection[]) {
  const { partition, homeRegion } = config;
  const account = alertingAccountId(config);
  const { topicArn } = namesFor(config);
  const topics = [topicArn("page"), topicArn("notify")];
  const { logGroupArn } = managementTrail(config);
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${homeRegion}:${account}:${resource}`;
  const Statement: Statement[] = [
    { Sid: "ReadEventsOfTheTrail", Effect: "Allow", Action: ["logs:FilterLogEvents"], Resource: [`${logGroupArn}:*`] },
    {
      Sid: "ReadMetricsAndAlarms",
      Effect: "Allow",
      Action: ["cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"],
      Resource: ["*"],
    },
    {
      Sid: "HearTheTopics",
      Effect: "Allow",
      Action: ["sns:Subscribe"],
      Resource: topics,
      Condition: {
        StringEquals: { "sns:Protocol": "sqs" },
        ArnLike: { "sns:Endpoint": arn("sqs", `${drillPrefix}*`) },
      },
    },
    { Sid: "FindItsSubscriptions", Effect: "Allow", Action: ["sns:ListSubscriptionsByTopic"], Resource: topics },
    // A policy cannot limit this action to a resource
    { Sid: "EndItsSubscriptions", Effect: "Allow", Action: ["sns:Unsubscribe"], Resource: ["*"] },
    {
      Sid: "OwnQueues",
      Effect: "Allow",
      Action: ["CreateQueue", "DeleteMessage", "DeleteQueue", "ListQueueTags", "ReceiveMessage", "TagQueue"].map(
        (action) => `sqs:${action}`,
      ),
      Resource: [arn("sqs", `${drillPrefix}*`)],
    },
    { Sid: "FindItsQueues", Effect: "Allow", Action: ["sqs:ListQueues"], Resource: ["*"] },
    {
      Sid: "OwnRules",
      Effect: "Allow",
      Action: ["events:DeleteRule", "events:PutRule"],
      Resource: [arn("events", `rule/${drillPrefix}*`)],
    },
    { Sid: "ReadNumbers", Effect: "Allow", Action: ["iam:GetAccountSummary"], Resource: ["*"] },
    { Sid: "NeverWhatADrillCalls", Effect: "Deny", Action: refusedActions(detections), Resource: ["*"] },
  ];
  return { Version: "2012-10-17", Statement };
}

/** Actions of the calls that AWS must refuse. It lacks `sts:AssumeRole`, which drills from another account need. */
function refusedActions(detections: readonly Detection[]): string[] {
  const actions = detections.flatMap(({ drill }) => {
    if (drill === undefined || !("call" in drill) || drill.call.effect !== "refused") return [];
    const { service, operation } = drill.call;
    return [`${drillServices[service].source}:${otherActions[operation] ?? operation}`];
  });
  return [...new Set(actions)].filter((action) => action !== "sts:AssumeRole").toSorted();
}
