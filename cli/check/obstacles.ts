import { roleNotAssumable as notAssumable } from "../account-audit/obstacles";
import type { Check } from "./check";

/** A reason why checks cannot run. It is reported in the same way as a check. */
export type Obstacle = Omit<Check, "find">;

/** The role of an account cannot be assumed. */
export const roleNotAssumable: Obstacle = {
  ...notAssumable,
  when: "The role of an account does not exist, or does not allow the caller to assume it. No other check runs in this account.",
};

/** The state of a root cannot be read. */
export const stateUnreadable: Obstacle = {
  id: "state-unreadable",
  when: "The state of a root cannot be read, so it is unknown which resources belong to the root. No other check runs for this root.",
  fix: "correct backend, or allow the credentials of the backend to read the state",
  reads: ["s3:GetObject", "s3:ListBucket"],
};

/** A request of a check failed. */
export const notChecked: Obstacle = {
  id: "not-checked",
  when: "AWS denied a request of a check, or the request failed. The message names the check and its actions.",
  fix: "allow the role these actions, then check again",
  reads: [],
};

export const obstacles: readonly Obstacle[] = [roleNotAssumable, stateUnreadable, notChecked];
