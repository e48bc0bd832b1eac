import {
  anyOf,
  changedValue,
  compared,
  gainedEntries,
  left,
  lostEntries,
  lowered,
  raised,
  removed,
  replacedValue,
  turnedOff,
  unset,
} from "../predicates";
import { lostByEventPattern } from "../patterns/event-patterns";
import { lostByFilter } from "../patterns/filter-patterns";
import type { LostBy } from "../patterns/lost-match";
import { canonicalJson, isMarkedAt, numberAt, textAt } from "../reading/json-values";
import type { Predicate, Rule } from "../rule";

/** An endpoint of a subscription. The part of an address that a team recognizes. A comment of a pull request may be public. */
const recipientOf = (endpoint: string): string => endpoint.replace(/^([^@]).*@/, "$1…@");

const filter = ["aws_cloudwatch_log_metric_filter"];
const alarm = ["aws_cloudwatch_metric_alarm"];
const topic = ["aws_sns_topic"];
const subscription = ["aws_sns_topic_subscription"];
const rule = ["aws_cloudwatch_event_rule"];
const target = ["aws_cloudwatch_event_target"];

/** A pattern no longer matches an event that it matched before. */
const lostEvent = (attribute: string, lostBy: LostBy): Predicate =>
  compared(attribute, (before, after) => {
    const lost = lostBy(textAt(before, attribute), textAt(after, attribute));
    return lost.kind === "event" ? `no longer matches ${lost.example}` : undefined;
  });

/**
 * Samples cannot decide whether a pattern still matches what it matched before. A pattern that is known only after apply is
 * not compared.
 */
function undecided(attribute: string, lostBy: LostBy): Predicate {
  const changed = compared(attribute, (before, after) => {
    const [from, to] = [textAt(before, attribute), textAt(after, attribute)];
    const lost = lostBy(from, to);
    return lost.kind === "undecided" ? `from ${from} to ${to}: ${lost.why}` : undefined;
  });
  return (change, plan) => (isMarkedAt(change.unknown, attribute) ? [] : changed(change, plan));
}

/** A threshold moves away from where the alarm is raised. */
const thresholdMoved: Predicate = compared("threshold", (before, after) => {
  const [from, to] = [numberAt(before, "threshold"), numberAt(after, "threshold")];
  if (from === undefined || to === undefined || from === to) return undefined;
  const operator = textAt(after, "comparison_operator");
  const isWeaker = operator.startsWith("Less") ? to < from : to > from;
  return isWeaker ? `from ${from} to ${to} with ${operator}` : undefined;
});

const accountOf = (arn: string): string | undefined => /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn)?.[1];

/** What changes alarms and messages. */
export const monitoringRules: readonly Rule[] = [
  {
    id: "metric-filter-removed",
    severity: "high",
    types: filter,
    what: "removes a metric filter",
    why: "The detection finds nothing any more, and its alarm stays quiet.",
    fix: "Keep the filter.",
    check: removed,
  },
  {
    id: "metric-filter-narrowed",
    severity: "high",
    types: filter,
    what: "lets a metric filter match fewer events",
    why: "The detection misses what it found before, and its alarm stays quiet.",
    fix: "Keep what the pattern matched. If the event is harmless, suppress this finding with the result of a backtest.",
    check: lostEvent("pattern", lostByFilter),
  },
  {
    id: "metric-filter-pattern-changed",
    severity: "medium",
    types: filter,
    what: "changes a metric filter in a way that samples cannot compare",
    why: "A detection may miss what it found before.",
    fix: "Backtest both patterns over past events, and suppress this finding with the result.",
    check: undecided("pattern", lostByFilter),
  },
  {
    id: "metric-filter-disconnected",
    severity: "high",
    types: filter,
    what: "counts the matches of a metric filter in another metric, or of another log group",
    why: "The alarm watches a metric without data.",
    fix: "Change filter and alarm together, and suppress this finding.",
    check: anyOf(
      replacedValue("log_group_name"),
      replacedValue("metric_transformation.name"),
      replacedValue("metric_transformation.namespace"),
      replacedValue("metric_transformation.value"),
    ),
  },
  {
    id: "alarm-removed",
    severity: "high",
    types: [...alarm, "aws_cloudwatch_composite_alarm"],
    what: "removes an alarm",
    why: "Nobody is told any more.",
    fix: "Keep the alarm.",
    check: removed,
  },
  {
    id: "alarm-silenced",
    severity: "high",
    types: [...alarm, "aws_cloudwatch_composite_alarm"],
    what: "silences an alarm",
    why: "The alarm is raised, and nobody is told.",
    fix: "Keep actions_enabled true, and keep the actions.",
    check: anyOf(
      turnedOff("actions_enabled", true),
      lostEntries("alarm_actions"),
      gainedEntries("actions_suppressor.alarm"),
    ),
  },
  {
    id: "alarm-weakened",
    severity: "medium",
    types: alarm,
    what: "raises an alarm later, or more rarely",
    why: "What raised the alarm before may pass.",
    fix: "Keep threshold, periods and the treatment of missing data.",
    check: anyOf(
      thresholdMoved,
      raised("evaluation_periods"),
      raised("datapoints_to_alarm"),
      left("treat_missing_data", ["breaching"], "missing"),
    ),
  },
  {
    id: "alarm-watches-other",
    severity: "high",
    types: [...alarm, "aws_cloudwatch_composite_alarm"],
    what: "lets an alarm watch something else",
    why: "What it watched before is no longer watched.",
    fix: "Add a further alarm, and keep this one.",
    check: anyOf(
      ...[
        "metric_name",
        "namespace",
        "dimensions",
        "statistic",
        "extended_statistic",
        "metric_query",
        "comparison_operator",
        "period",
        "alarm_rule",
      ].map(replacedValue),
    ),
  },
  {
    id: "topic-removed",
    severity: "high",
    types: topic,
    what: "removes or replaces a topic",
    why: "Alarms publish to a topic that does not exist, without an error that anybody sees. A new one has no confirmed subscriptions.",
    fix: "Keep the topic.",
    check: ({ action }) => (action === "delete" || action === "replace" ? [{ detail: "with its subscriptions" }] : []),
  },
  {
    id: "topic-key-changed",
    severity: "medium",
    types: topic,
    what: "encrypts messages with another key, or with none",
    why: "Services may be denied the new key, and then publish nothing.",
    fix: "Keep kms_master_key_id.",
    check: replacedValue("kms_master_key_id"),
  },
  {
    id: "topic-failures-unlogged",
    severity: "low",
    types: topic,
    what: "no longer logs messages that cannot be delivered",
    why: "A recipient that receives nothing is not noticed.",
    fix: "Keep the feedback roles.",
    check: anyOf(
      ...["http", "lambda", "sqs", "firehose"].map((protocol) => unset(`${protocol}_failure_feedback_role_arn`)),
    ),
  },
  {
    id: "subscription-removed",
    severity: "high",
    types: subscription,
    what: "removes a recipient of alarms",
    why: "Somebody who acts on alarms is told no more.",
    fix: "Keep the subscription: an e-mail address is in notifications.",
    check: (change, plan) =>
      removed(change, plan).map(() => ({
        attribute: "endpoint",
        detail: `${textAt(change.before, "protocol")} to ${recipientOf(textAt(change.before, "endpoint"))}`,
      })),
  },
  {
    id: "subscription-redirected",
    severity: "high",
    types: subscription,
    what: "sends alarms to somebody else",
    why: "Who was told before is told no more.",
    fix: "Add a further subscription, and keep this one.",
    check: anyOf(replacedValue("endpoint"), replacedValue("protocol"), replacedValue("topic_arn")),
  },
  {
    id: "subscription-filtered",
    severity: "high",
    types: subscription,
    what: "filters the alarms that a recipient gets",
    why: "Messages that the filter does not match are dropped without a trace.",
    fix: "Leave out filter_policy.",
    check: compared("filter_policy", (before, after) => {
      const [from, to] = [textAt(before, "filter_policy"), textAt(after, "filter_policy")];
      return to === "" || from === to || canonicalJson(from) === canonicalJson(to) ? undefined : `now only ${to}`;
    }),
  },
  {
    id: "subscription-added-outside",
    severity: "high",
    types: subscription,
    what: "sends messages to another account, or without TLS",
    why: "Somebody else reads what is noticed, and when.",
    fix: "Subscribe within the account. If it is intended, suppress this finding with the reason.",
    check: ({ action, after, before }, { accountId }) => {
      const endpoint = textAt(after, "endpoint");
      if (after === undefined || action === "no-op" || endpoint === textAt(before, "endpoint")) return [];
      const [account, own] = [accountOf(endpoint), accountOf(textAt(after, "topic_arn")) ?? accountId];
      const isOutside = account !== undefined && own !== undefined && account !== own;
      return isOutside || textAt(after, "protocol") === "http" ? [{ attribute: "endpoint", detail: endpoint }] : [];
    },
  },
  {
    id: "event-rule-removed",
    severity: "high",
    types: rule,
    what: "removes a rule of EventBridge",
    why: "Urgent events, or findings, are no longer passed on.",
    fix: "Keep the rule.",
    check: removed,
  },
  {
    id: "event-rule-disabled",
    severity: "high",
    types: rule,
    what: "disables a rule of EventBridge",
    why: "The rule still exists, and passes nothing on.",
    fix: "Set state to ENABLED.",
    check: anyOf(
      left("state", ["ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"], "ENABLED"),
      turnedOff("is_enabled", true),
    ),
  },
  {
    id: "event-rule-narrowed",
    severity: "high",
    types: rule,
    what: "lets a rule of EventBridge match fewer events",
    why: "An event that was passed on before is dropped.",
    fix: "Keep what the pattern matched. If the event is harmless, suppress this finding with the reason.",
    check: lostEvent("event_pattern", lostByEventPattern),
  },
  {
    id: "event-rule-pattern-changed",
    severity: "medium",
    types: rule,
    what: "changes when a rule of EventBridge applies",
    why: "An event that was passed on before may be dropped.",
    fix: "Test both patterns with past events, and suppress this finding with the result.",
    check: anyOf(
      undecided("event_pattern", lostByEventPattern),
      replacedValue("schedule_expression"),
      replacedValue("event_bus_name"),
    ),
  },
  {
    id: "event-target-removed",
    severity: "high",
    types: target,
    what: "removes a target of a rule of EventBridge",
    why: "The rule matches, and nobody receives the event.",
    fix: "Keep the target.",
    check: removed,
  },
  {
    id: "event-target-changed",
    severity: "high",
    types: target,
    what: "sends events elsewhere, or without what they say",
    why: "Who received the events before receives none, or cannot read them.",
    fix: "Add a further target, and keep this one.",
    check: anyOf(
      replacedValue("arn"),
      replacedValue("rule"),
      changedValue("input"),
      changedValue("input_path"),
      replacedValue("input_transformer.input_template"),
    ),
  },
  {
    id: "event-failures-unkept",
    severity: "medium",
    types: [...target, "aws_scheduler_schedule"],
    what: "no longer keeps events that cannot be delivered",
    why: "They are lost, and nobody notices.",
    fix: "Keep the dead-letter queue.",
    check: anyOf(
      unset("dead_letter_config.arn"),
      unset("target.dead_letter_config.arn"),
      lowered("retry_policy.maximum_retry_attempts"),
    ),
  },
  {
    id: "scheduled-check-stopped",
    severity: "high",
    types: ["aws_scheduler_schedule", "aws_sfn_state_machine"],
    what: "stops or changes a scheduled check",
    why: "Silent accounts, missing logs and overwritten logs are found by such checks only.",
    fix: "Keep the schedule enabled, and what it runs.",
    check: anyOf(
      removed,
      left("state", ["ENABLED"], "ENABLED"),
      replacedValue("schedule_expression"),
      replacedValue("target.arn"),
      replacedValue("target.input"),
      replacedValue("definition"),
    ),
  },
  {
    id: "chat-channel-removed",
    severity: "low",
    types: ["aws_chatbot_slack_channel_configuration", "aws_chatbot_teams_channel_configuration"],
    what: "removes alarms from a chat channel",
    why: "Who reads the channel is told no more.",
    fix: "Keep the channel and its topics.",
    check: anyOf(removed, lostEntries("sns_topic_arns")),
  },
  {
    id: "event-archive-cut",
    severity: "medium",
    types: ["aws_cloudwatch_event_archive"],
    what: "keeps the events of a bus for a shorter time",
    why: "Events cannot be replayed after that time.",
    fix: "Keep the archive and its retention.",
    check: anyOf(
      removed,
      lowered("retention_days", { unit: "days", absent: 0, zeroIsEndless: true }),
      changedValue("event_pattern"),
    ),
  },
];
