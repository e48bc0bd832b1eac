import { account } from "../../../sample-data/values";
import { arn, created, updated } from "../plans";
import { type ReviewCase, ofRemoval, ofReplacement, ofUpdates } from "./review-case";

const key = {
  arn: arn("kms", "key/archive"),
  key_usage: "ENCRYPT_DECRYPT",
  customer_master_key_spec: "SYMMETRIC_DEFAULT",
  multi_region: false,
  deletion_window_in_days: 30,
  enable_key_rotation: true,
  rotation_period_in_days: 365,
  is_enabled: true,
  bypass_policy_lockout_safety_check: false,
};
const update = (rule: string, flagged: object, passed: object) => ofUpdates(rule, "aws_kms_key", key, flagged, passed);
const alias = { name: "alias/archive", target_key_id: "archive" };
const grant = {
  key_id: arn("kms", "key/archive"),
  grantee_principal: arn("iam", "role/x", account(9)),
  operations: ["Decrypt"],
};

export const keyCases: readonly ReviewCase[] = [
  ofRemoval("key-destroyed", "aws_kms_key", key),
  ofReplacement("key-destroyed", "aws_kms_key", key, { multi_region: true }),
  update("key-disabled", { is_enabled: false }, { is_enabled: null }),
  update("key-deletion-window-shortened", { deletion_window_in_days: 29 }, { deletion_window_in_days: null }),
  update(
    "key-rotation-off",
    { enable_key_rotation: null, rotation_period_in_days: null },
    { rotation_period_in_days: 90 },
  ),
  update("key-rotation-slower", { rotation_period_in_days: 366 }, { rotation_period_in_days: 364 }),
  update("key-lockout-check-off", { bypass_policy_lockout_safety_check: true }, { is_enabled: false }),
  ofRemoval("key-alias-moved", "aws_kms_alias", alias),
  {
    rule: "key-alias-moved",
    flagged: [updated("aws_kms_alias", alias, { target_key_id: "other" })],
    passed: [created("aws_kms_alias", alias)],
  },
  {
    rule: "key-grant-added",
    flagged: [created("aws_kms_grant", grant)],
    passed: [created("aws_kms_grant", { ...grant, key_id: undefined }, { unknown: { key_id: true } })],
  },
  {
    rule: "key-grant-added",
    flagged: [updated("aws_kms_grant", grant, { operations: ["Decrypt", "Encrypt"] })],
    passed: [updated("aws_kms_grant", { ...grant, operations: ["Decrypt", "Encrypt"] }, { operations: ["Encrypt"] })],
  },
];
