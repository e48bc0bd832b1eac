import { arn, replaced } from "../plans";
import { type ReviewCase, ofRemoval, ofReplacement, ofUpdates } from "./review-case";

const group = {
  name: "trail",
  retention_in_days: 365,
  log_group_class: "STANDARD",
  kms_key_id: arn("kms", "key/logs"),
  deletion_protection_enabled: true,
  skip_destroy: true,
};
const update = (rule: string, flagged: object, passed: object, more: object = {}) =>
  ofUpdates(rule, "aws_cloudwatch_log_group", { ...group, ...more }, flagged, passed);
const masking = { log_group_name: "app", policy_document: "{}" };

export const logGroupCases: readonly ReviewCase[] = [
  ofRemoval("log-group-destroyed", "aws_cloudwatch_log_group", group),
  ofReplacement("log-group-destroyed", "aws_cloudwatch_log_group", group, { name: "other" }),
  update("log-group-retention-cut", { retention_in_days: 180 }, { retention_in_days: 0 }),
  update("log-group-retention-cut", { retention_in_days: 3653 }, { retention_in_days: null }, { retention_in_days: 0 }),
  {
    rule: "log-group-class-changed",
    flagged: [replaced("aws_cloudwatch_log_group", group, { log_group_class: "INFREQUENT_ACCESS" })],
    passed: [replaced("aws_cloudwatch_log_group", group, { log_group_class: null })],
  },
  update("log-group-key-changed", { kms_key_id: null }, { retention_in_days: 1 }),
  update("log-group-protection-off", { deletion_protection_enabled: false }, { kms_key_id: null }),
  update("log-group-protection-off", { skip_destroy: false }, { tags: {} }),
  ofRemoval("log-masking-changed", "aws_cloudwatch_log_data_protection_policy", masking),
  ofUpdates(
    "log-masking-changed",
    "aws_cloudwatch_log_data_protection_policy",
    masking,
    { policy_document: '{"Name":"other"}' },
    { policy_document: "{}" },
  ),
];
