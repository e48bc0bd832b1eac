import { replicaAccountId } from "../names/second-region";
import { lakehouseNames } from "../names/lakehouse";
import { scheduledCommandNames } from "../names/scheduled-commands";
import { searchNamesFor, searchedLogResources } from "../names/search";
import { allFileSources, feedNames, feedQueueNames } from "../names/siem-feeds";
import type { Guardrail } from "./guardrail";
import { type Scope, exemptRoleArns } from "./scope";

/**
 * Guardrails over alarms and notifications, in the log-archive account, and in the account of the alarms if that is a member.
 */
export function watchingGuardrails(scope: Scope): Guardrail[] {
  const { config, inAccount, names } = scope;
  const { logArchive, trailAdministrator } = config.accounts;
  const inAlerting = (service: string, ...resources: readonly string[]) =>
    trailAdministrator === undefined ? [] : inAccount(trailAdministrator, service, ...resources);
  const alerting = trailAdministrator === undefined ? [] : [trailAdministrator];
  const accounts = [...new Set([logArchive, replicaAccountId(config), ...alerting])];
  const search = searchNamesFor(config);
  const machines = [names.silenceCheckName, names.weeklySummaryName];
  const hunts = config.hunts.enabled ? [names.huntsName] : [];
  const topics = [
    names.topicName("page"),
    names.topicName("notify"),
    names.chatTopicName,
    ...(config.hunts.enabled ? [names.chatNotifyTopicName] : []),
    names.trailDeliveryTopicName,
  ];
  const commands = scheduledCommandNames(config);
  const schedules = [...commands, ...(config.lakehouse.enabled ? [lakehouseNames(config).jobName] : [])];
  return [
    {
      sid: "Alarms",
      why: "An alarm that is deleted, disabled, muted or set to OK notifies nobody. There are too many to name each; all begin with the prefix, in two accounts that belong to logging.",
      actions: [
        "cloudwatch:DeleteAlarms",
        "cloudwatch:DisableAlarmActions",
        // CloudWatch also evaluates the permission for each alarm that a rule would mute
        "cloudwatch:PutAlarmMuteRule",
        "cloudwatch:PutCompositeAlarm",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:SetAlarmState",
      ],
      resources: accounts.flatMap((id) => inAccount(id, "cloudwatch", `alarm:${config.prefix}-*`)),
    },
    {
      sid: "Checks",
      why: "A check that does not run finds nothing.",
      actions: [
        ...(commands.length > 0 ? ["codebuild:DeleteProject", "codebuild:StopBuild", "codebuild:UpdateProject"] : []),
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
        ...inAccount(logArchive, "codebuild", ...commands.map((name) => `project/${name}`)),
        ...inAlerting("scheduler", ...machines.map((name) => `schedule/default/${name}`)),
        ...inAlerting("states", ...machines.flatMap((name) => [`stateMachine:${name}`, `execution:${name}:*`])),
      ],
    },
    {
      sid: "Builds",
      why: "A build may have other commands than those of its schedule, and runs them with a role that reads the archive. One that succeeds also quiets the alarm about builds that did not run.",
      actions: ["codebuild:RetryBuild*", "codebuild:StartBuild*", "codebuild:StartSandbox*"],
      resources: inAccount(logArchive, "codebuild", ...commands.map((name) => `project/${name}`)),
      exceptRoleArns: [
        ...exemptRoleArns(scope),
        ...commands.map((name) => `arn:${config.partition}:iam::${logArchive}:role/${name}-start`),
      ],
    },
    {
      sid: "Notices",
      why: "Hunts notify nobody of a row that the table of their notices has. Whoever writes it there first, or keeps the table from being written, silences a hunt.",
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
      why: "A topic that is deleted, that CloudWatch may not publish to, or whose data protection refuses messages, notifies nobody.",
      actions: [
        "sns:AddPermission",
        "sns:DeleteTopic",
        "sns:PutDataProtectionPolicy",
        "sns:RemovePermission",
        "sns:SetTopicAttributes",
      ],
      resources: [
        ...inAlerting("sns", ...topics),
        // Alarms of the replicas publish to topics of the same names
        ...(config.archive.secondRegion === undefined
          ? []
          : [...new Set([logArchive, replicaAccountId(config)])].flatMap((id) => inAccount(id, "sns", ...topics))),
        ...inAccount(logArchive, "sns", ...allFileSources(config).map(({ name }) => feedNames(config).topicName(name))),
      ],
    },
    {
      sid: "Bus",
      why: "The bus has the rules that notify people of urgent events.",
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
      why: "Files for the search, and urgent events that were not delivered, wait in a queue. Whoever purges it deletes the only copy.",
      actions: [
        "sqs:AddPermission",
        "sqs:DeleteQueue",
        "sqs:PurgeQueue",
        "sqs:RemovePermission",
        "sqs:SetQueueAttributes",
      ],
      resources: [
        ...inAlerting("sqs", names.deadLetterQueueName),
        ...(config.search.enabled
          ? inAccount(logArchive, "sqs", search.fileQueueName, search.deadLetterQueueName)
          : []),
        ...inAccount(logArchive, "sqs", ...searchedLogResources(config).queueNames),
        ...inAccount(logArchive, "sqs", ...feedQueueNames(config)),
      ],
    },
  ];
}
