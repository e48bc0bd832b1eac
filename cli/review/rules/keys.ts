import {
  anyOf,
  destroyed,
  gainedEntries,
  lowered,
  raised,
  removed,
  replacedValue,
  turnedOff,
  turnedOn,
} from "../predicates";
import type { Rule } from "../rule";

const key = ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key"];

/** Rules about keys. Without permission to decrypt, no one can read the logs. */
export const keyRules: readonly Rule[] = [
  {
    id: "key-destroyed",
    severity: "critical",
    types: key,
    what: "schedules the deletion of a key",
    why: "Logs that the key encrypts can never be read again.",
    fix: "Keep the key. To stop managing it with Terraform, use a removed block with destroy = false.",
    check: destroyed,
  },
  {
    id: "key-disabled",
    severity: "critical",
    types: key,
    what: "disables a key",
    why: "No one can read the logs, and services cannot deliver new logs.",
    fix: "Set is_enabled to true.",
    check: anyOf(turnedOff("is_enabled", true), turnedOff("enabled", true)),
  },
  {
    id: "key-deletion-window-shortened",
    severity: "high",
    types: key,
    what: "shortens the waiting period before a key is deleted",
    why: "There is less time to detect and cancel the deletion.",
    fix: "Use 30 days.",
    check: lowered("deletion_window_in_days", { unit: "days", absent: 30 }),
  },
  {
    id: "key-rotation-off",
    severity: "medium",
    types: key,
    what: "disables the rotation of a key",
    why: "Stolen key material stays usable for new logs.",
    fix: "Set enable_key_rotation to true.",
    check: turnedOff("enable_key_rotation"),
  },
  {
    id: "key-rotation-slower",
    severity: "low",
    types: key,
    what: "rotates a key less often",
    why: "Stolen key material stays usable for a longer time.",
    fix: "Keep rotation_period_in_days.",
    check: raised("rotation_period_in_days", { unit: "days", absent: 365 }),
  },
  {
    id: "key-lockout-check-off",
    severity: "high",
    types: [...key, "aws_kms_key_policy"],
    what: "disables the check for a key policy that locks everybody out",
    why: "After a wrong policy, only AWS Support can restore access to the key.",
    fix: "Set bypass_policy_lockout_safety_check to false.",
    check: turnedOn("bypass_policy_lockout_safety_check"),
  },
  {
    id: "key-alias-moved",
    severity: "high",
    types: ["aws_kms_alias"],
    what: "removes the alias of a key, or changes it to another key",
    why: "Users of the alias encrypt with another key, or fail.",
    fix: "Keep the alias and its key.",
    check: anyOf(removed, replacedValue("target_key_id")),
  },
  {
    id: "key-grant-added",
    severity: "high",
    types: ["aws_kms_grant"],
    what: "adds a grant to an existing key",
    why: "A grant allows requests that the key policy does not show.",
    fix: "Allow the requests in the key policy, which is reviewed.",
    check: anyOf(
      // A key that is created in the same plan has no id yet
      ({ action, after }) =>
        action === "create" && typeof after?.["key_id"] === "string"
          ? [{ attribute: "grantee_principal", detail: `to ${String(after["grantee_principal"])}` }]
          : [],
      gainedEntries("operations"),
      replacedValue("grantee_principal"),
    ),
  },
];
