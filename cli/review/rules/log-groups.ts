import { anyOf, changedValue, destroyed, left, lowered, removed, replacedValue, turnedOff } from "../predicates";
import type { Rule } from "../rule";

const group = ["aws_cloudwatch_log_group"];

/** Rules about log groups of CloudWatch Logs. */
export const logGroupRules: readonly Rule[] = [
  {
    id: "log-group-destroyed",
    severity: "high",
    types: group,
    what: "destroys a log group",
    why: "Its events are lost, with the metric filters and subscriptions of the group, and alarms have no data.",
    fix: "Keep the log group. To move it to another address, use a moved block.",
    check: destroyed,
  },
  {
    id: "log-group-retention-cut",
    severity: "high",
    types: group,
    what: "shortens the retention of a log group",
    why: "Older events are deleted immediately.",
    fix: "Keep retention_in_days.",
    check: lowered("retention_in_days", { unit: "days", absent: 0, zeroIsEndless: true }),
  },
  {
    id: "log-group-class-changed",
    severity: "high",
    types: group,
    what: "changes the class of a log group",
    why: "The class Infrequent Access has no metric filters, no subscriptions and no alarms, and the class cannot be changed in place.",
    fix: "Keep log_group_class STANDARD.",
    check: left("log_group_class", ["STANDARD"], "STANDARD"),
  },
  {
    id: "log-group-key-changed",
    severity: "medium",
    types: group,
    what: "encrypts a log group with another key, or without your key",
    why: "The key policy no longer protects the events.",
    fix: "Keep kms_key_id.",
    check: replacedValue("kms_key_id"),
  },
  {
    id: "log-group-protection-off",
    severity: "medium",
    types: group,
    what: "disables the deletion protection of a log group",
    why: "A single call can delete all events of the group.",
    fix: "Keep deletion_protection_enabled and skip_destroy true.",
    check: anyOf(turnedOff("deletion_protection_enabled"), turnedOff("skip_destroy")),
  },
  {
    id: "log-masking-changed",
    severity: "medium",
    types: ["aws_cloudwatch_log_data_protection_policy", "aws_cloudwatch_log_account_policy"],
    what: "changes or removes the masking of log events, or an account policy of log groups",
    why: "Personal data becomes readable, or evidence becomes unreadable.",
    fix: "Keep the policy. If the change is intended, suppress this finding with the reason.",
    check: anyOf(removed, changedValue("policy_document")),
  },
];
