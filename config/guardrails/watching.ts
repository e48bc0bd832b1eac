import { replicaAccountId } from "../names/second-region";
import { lakehouseNames } from "../names/lakehouse";
import type { Guardrail } from "./guardrail";
import { type Scope, exemptRoleArns } from "./scope";

/**
 * Guardrails over alarms and notifications. They apply in the log-archive account, in the account of the replicas, and in the
 * account of the alarms if that account is a member.
 */
export function watchingGuardrails(scope: Scope): Guardrail[] {
  const { config, inAccount, names, ownNames } = scope;
  const { logArchive, trailAdministrator } = config.accounts;
  const inAlerting = (service: string, ...resources: readonly string[]) =>
    trailAdministrator === undefined ? [] : inAccount(trailAdministrator, service, ...resources);
  const alerting = trailAdministrator === undefined ? [] : [trailAdministrator];
  const accounts = [...new Set([logArchive, replicaAccountId(config), ...alerting])];
  const machines = [names.silenceCheckName, names.weeklySummaryName];
  const hunts = config.hunts.enabled ? [names.huntsName] : [];
  const topics = [
    names.topicName("page"),
    names.topicName("notify"),
    names.chatTopicName,
    ...(config.hunts.enabled ? [names.chatNotifyTopicName] : []),
    names.trailDeliveryTopicName,
  ];
  const schedules = [...ownNames.schedules, ...(config.lakehouse.enabled ? [lakehouseNames(config).jobName] : [])];
  return [
    {
      sid: "Alarms",
      why: "An alarm that is deleted, disabled, muted or set to OK notifies no one. There are too many alarms to list each one, so the statement matches names that begin with `prefix` in the accounts of the archive, the replicas and the alarms.",
      actions: [
        "cloudwatch:DeleteAlarms",
        "cloudwatch:DisableAlarmActions",
        // CloudWatch also evaluates this permission for each alarm that a mute rule would mute
        "cloudwatch:PutAlarmMuteRule",
        "cloudwatch:PutCompositeAlarm",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:SetAlarmState",
      ],
      resources: accounts.flatMap((id) => inAccount(id, "cloudwatch", `alarm:${config.prefix}-*`)),
    },
    {
      sid: "Checks",
      why: "A check that does not run reports nothing.",
      actions: [
        ...(ownNames.buildProjects.length > 0
          ? ["codebuild:DeleteProject", "codebuild:StopBuild", "codebuild:UpdateProject"]
          : []),
        "scheduler:DeleteSchedule",
        "scheduler:UpdateSchedule",
        "states:DeleteStateMachine",
        "states:StopExecution",
        "states:UpdateStateMachine",
      ],
      resources: [
        ...inAccount(logArchive, "scheduler", `schedule/default/${names.overwriteCheckName}`),
        ...inAccount(logArchive, "scheduler", ...hunts.map((name) => `schedule/default/${name}`)),
        ...inAccount(logArchive, "states", ...hunts.flatMap((name) => [`stateMachine:${name}`, `execution:${name}:*`])),
        ...inAccount(logArchive, "scheduler", ...schedules.map((name) => `schedule/default/${name}`)),
        ...inAccount(logArchive, "codebuild", ...ownNames.buildProjects.map((name) => `project/${name}`)),
        ...inAlerting("scheduler", ...machines.map((name) => `schedule/default/${name}`)),
        ...inAlerting("states", ...machines.flatMap((name) => [`stateMachine:${name}`, `execution:${name}:*`])),
      ],
    },
    {
      sid: "Notices",
      why: "Hunts do not notify of a row that is already in the table of notices. An attacker who writes the row first, or who prevents writes to the table, hides the row.",
      actions: [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:DeleteResourcePolicy",
        "dynamodb:DeleteTable",
        "dynamodb:PartiQLDelete",
        "dynamodb:PartiQLInsert",
        "dynamodb:PartiQLUpdate",
        "dynamodb:PutItem",
        "dynamodb:PutResourcePolicy",
        "dynamodb:UpdateItem",
        "dynamodb:UpdateTable",
        "dynamodb:UpdateTimeToLive",
      ],
      resources: hunts.length > 0 ? inAccount(logArchive, "dynamodb", `table/${names.huntNoticesName}`) : [],
      exceptRoleArns: [...exemptRoleArns(scope), names.huntRoleArn],
    },
    {
      sid: "Topics",
      why: "A topic notifies no one if it is deleted, if CloudWatch may not publish to it, or if its data protection policy rejects messages.",
      actions: [
        "sns:AddPermission",
        "sns:DeleteTopic",
        "sns:PutDataProtectionPolicy",
        "sns:RemovePermission",
        "sns:SetTopicAttributes",
      ],
      resources: [
        ...inAlerting("sns", ...topics),
        // Alarms of the replicas publish to topics with the same names
        ...(config.archive.secondRegion === undefined
          ? []
          : [...new Set([logArchive, replicaAccountId(config)])].flatMap((id) => inAccount(id, "sns", ...topics))),
        ...inAccount(logArchive, "sns", ...ownNames.topics),
      ],
    },
    {
      sid: "Bus",
      why: "The rules of this event bus notify people of urgent events.",
      actions: [
        "events:DeleteEventBus",
        "events:DeleteRule",
        "events:DisableRule",
        "events:PutPermission",
        "events:PutRule",
        "events:PutTargets",
        "events:RemovePermission",
        "events:RemoveTargets",
        "events:UpdateEventBus",
      ],
      resources: inAlerting("events", `event-bus/${names.urgentEventBusName}`, `rule/${names.urgentEventBusName}/*`),
    },
    {
      sid: "WatchingQueues",
      why: "Announcements of new files, and urgent events that could not be delivered, wait in queues. Purging a queue deletes the only copy.",
      actions: [
        "sqs:AddPermission",
        "sqs:DeleteQueue",
        "sqs:PurgeQueue",
        "sqs:RemovePermission",
        "sqs:SetQueueAttributes",
      ],
      resources: [...inAlerting("sqs", names.deadLetterQueueName), ...inAccount(logArchive, "sqs", ...ownNames.queues)],
    },
  ];
}
