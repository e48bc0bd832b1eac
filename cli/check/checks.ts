import type { Check } from "./check";
import { accountChecks } from "./checks/accounts";
import { awsConfigChecks } from "./checks/aws-config";
import { controlTowerChecks } from "./checks/control-tower";
import { eventChecks } from "./checks/events";
import { logGroupChecks } from "./checks/log-groups";
import { networkChecks } from "./checks/network";
import { organizationChecks } from "./checks/organization";
import { sessionChecks } from "./checks/sessions";
import { stateBucketChecks } from "./checks/state-bucket";
import { storageChecks } from "./checks/storage";
import { takenNameChecks } from "./checks/taken-names";
import { trailChecks } from "./checks/trails";

/** Every check, by subject. */
export const checkGroups = {
  "The organization": organizationChecks,
  "The accounts": accountChecks,
  "The state": stateBucketChecks,
  Trails: trailChecks,
  "Control Tower": controlTowerChecks,
  "Buckets and keys": storageChecks,
  "Log groups": logGroupChecks,
  "AWS Config": awsConfigChecks,
  "Events and alarms": eventChecks,
  "Session Manager": sessionChecks,
  Networks: networkChecks,
  "Names of other resources": takenNameChecks,
} as const satisfies Readonly<Record<string, readonly Check[]>>;

/** Every check. */
export const checks: readonly Check[] = Object.values<readonly Check[]>(checkGroups).flat();
