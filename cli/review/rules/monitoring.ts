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
import { lostByEventPattern } from "../../../aws-semantics/pattern-comparison/event-patterns";
import { lostByFilter } from "../../../aws-semantics/pattern-comparison/filter-patterns";
import type { LostBy } from "../../../aws-semantics/pattern-comparison/lost-match";
import { isMarkedAt, numberAt, textAt } from "../../../terraform-types/plan/json-values";
import { canonicalJson } from "../../../shared/json";
import type { Predicate, Rule } from "../rule";

/** The endpoint of a subscription. An e-mail address is shortened, because comments on a pull request can be public. */
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
 * Samples cannot decide whether a changed pattern still matches all events that it matched before. A pattern that is known only after
 * apply is not compared.
 */
function undecided(attribute: string, lostBy: LostBy): Predicate {
  const changed = compared(attribute, (before, after) => {
    const [from, to] = [textAt(before, attribute), textAt(after, attribute)];
    const lost = lostBy(from, to);
    return lost.kind === "undecided" ? `from ${from} to ${to}: ${lost.why}` : undefined;
  });
  return (change, plan) => (isMarkedAt(change.unknown, attribute) ? [] : changed(change, plan));
}

/** A threshold changes so that the alarm is raised less often. */
const thresholdMoved: Predicate = compared("threshold", (before, after) => {
  const [from, to] = [numberAt(before, "threshold"), numberAt(after, "threshold")];
  if (from === undefined || to === undefined || from === to) return undefined;
  const operator = textAt(after, "comparison_operator");
  const isWeaker = operator.startsWith("Less") ? to < from : to > from;
  return isWeaker ? `from ${from} to ${to} with ${operator}` : undefined;
});

const accountOf = (arn: string): string | undefined => /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn)?.[1];

/** Rules about alarms and notifications. */
export const monitoringRules: readonly Rule[] = [
  {
    id: "metric-filter-removed",
    severity: "high",
    types: filter,
    what: "removes a metric filter",
    why: "The detection finds no events, and its alarm is never raised.",
    fix: "Keep the filter.",
    check: removed,
  },
  {
    id: "metric-filter-narrowed",
    severity: "high",
    types: filter,
    what: "changes a metric filter so that it matches fewer events",
    why: "The detection misses events that it found before, and its alarm is not raised.",
    fix: "Keep the pattern. If the events that no longer match are harmless, suppress this finding with the result of a backtest.",
    check: lostEvent("pattern", lostByFilter),
  },
  {
    id: "metric-filter-pattern-changed",
    severity: "medium",
    types: filter,
    what: "changes a metric filter in a way that samples cannot compare",
    why: "The detection can miss events that it found before.",
    fix: "Backtest both patterns over past events, and suppress this finding with the result.",
    check: undecided("pattern", lostByFilter),
  },
  {
    id: "metric-filter-disconnected",
    severity: "high",
    types: filter,
    what: "changes the metric or the log group of a metric filter",
    why: "The alarm watches a metric without data.",
    fix: "Change the filter and the alarm together, and suppress this finding.",
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
    why: "No one is notified any more.",
    fix: "Keep the alarm.",
    check: removed,
  },
  {
    id: "alarm-silenced",
    severity: "high",
    types: [...alarm, "aws_cloudwatch_composite_alarm"],
    what: "silences an alarm",
    why: "The alarm is raised, but no one is notified.",
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
    what: "changes an alarm so that it is raised later, or less often",
    why: "Events that raised the alarm before can stay undetected.",
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
    what: "changes the metric of an alarm",
    why: "No one monitors the previous metric any more.",
    fix: "Add a new alarm, and keep this alarm.",
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
    why: "Alarms publish to a topic that does not exist, and no one sees the error. A new topic has no confirmed subscriptions.",
    fix: "Keep the topic.",
    check: ({ action }) => (action === "delete" || action === "replace" ? [{ detail: "with its subscriptions" }] : []),
  },
  {
    id: "topic-key-changed",
    severity: "medium",
    types: topic,
    what: "encrypts messages with another key, or without a key",
    why: "The new key can deny services, which then cannot publish.",
    fix: "Keep kms_master_key_id.",
    check: replacedValue("kms_master_key_id"),
  },
  {
    id: "topic-failures-unlogged",
    severity: "low",
    types: topic,
    what: "disables the log of messages that cannot be delivered",
    why: "Failed deliveries to a recipient are not detected.",
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
    why: "A person or system that acts on alarms is no longer notified.",
    fix: "Keep the subscription. E-mail addresses are in the setting notifications.",
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
    what: "changes the recipient of alarms",
    why: "The previous recipient is no longer notified.",
    fix: "Add a new subscription, and keep this subscription.",
    check: anyOf(replacedValue("endpoint"), replacedValue("protocol"), replacedValue("topic_arn")),
  },
  {
    id: "subscription-filtered",
    severity: "high",
    types: subscription,
    what: "filters the alarms that a recipient receives",
    why: "Messages that do not match the filter are dropped without an error.",
    fix: "Remove filter_policy.",
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
    why: "Someone else can read which alarms are raised, and when.",
    fix: "Use an endpoint in this account, with TLS. If the change is intended, suppress this finding with the reason.",
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
    why: "Urgent events or findings are no longer forwarded.",
    fix: "Keep the rule.",
    check: removed,
  },
  {
    id: "event-rule-disabled",
    severity: "high",
    types: rule,
    what: "disables a rule of EventBridge",
    why: "The rule still exists but forwards nothing.",
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
    what: "changes a rule of EventBridge so that it matches fewer events",
    why: "Events that were forwarded before are dropped.",
    fix: "Keep the pattern. If the events that no longer match are harmless, suppress this finding with the reason.",
    check: lostEvent("event_pattern", lostByEventPattern),
  },
  {
    id: "event-rule-pattern-changed",
    severity: "medium",
    types: rule,
    what: "changes a rule of EventBridge in a way that samples cannot compare",
    why: "Events that were forwarded before can be dropped.",
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
    why: "The rule still matches, but no one receives the events.",
    fix: "Keep the target.",
    check: removed,
  },
  {
    id: "event-target-changed",
    severity: "high",
    types: target,
    what: "changes the destination or the content of forwarded events",
    why: "The previous recipient receives no events, or cannot read them.",
    fix: "Add a new target, and keep this target.",
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
    what: "removes a dead-letter queue",
    why: "Events that cannot be delivered are lost without a notification.",
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
    why: "Only scheduled checks find silent accounts, missing logs and overwritten logs.",
    fix: "Keep the schedule enabled, and keep its target.",
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
    why: "Readers of the channel are no longer notified.",
    fix: "Keep the channel and its topics.",
    check: anyOf(removed, lostEntries("sns_topic_arns")),
  },
  {
    id: "event-archive-cut",
    severity: "medium",
    types: ["aws_cloudwatch_event_archive"],
    what: "shortens the retention of the event archive of a bus",
    why: "Events cannot be replayed after that time.",
    fix: "Keep the archive and its retention.",
    check: anyOf(
      removed,
      lowered("retention_days", { unit: "days", absent: 0, zeroIsEndless: true }),
      changedValue("event_pattern"),
    ),
  },
];
