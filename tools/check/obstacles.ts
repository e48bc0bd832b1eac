import type { Check } from "./check";

/** What keeps checks from being made. It is reported as they are. */
export type Obstacle = Omit<Check, "find">;

/** The role of an account cannot be assumed. */
export const roleNotAssumable: Obstacle = {
  id: "role-not-assumable",
  when: "The role of an account does not exist, or does not let the caller assume it. Nothing else is checked in this account.",
  fix: "create the role or correct its trust policy, or correct access or accounts.outside",
  reads: ["sts:AssumeRole"],
};

/** The state of a root cannot be read. */
export const stateUnreadable: Obstacle = {
  id: "state-unreadable",
  when: "The state of a root cannot be read, so that nothing shows which resources are its own. Nothing else is checked for this root.",
  fix: "correct backend, or allow the credentials of the backend to read the state",
  reads: ["s3:GetObject", "s3:ListBucket"],
};

/** AWS does not answer a check. */
export const notChecked: Obstacle = {
  id: "not-checked",
  when: "AWS denied a request of a check, or failed. The message names the check and its actions.",
  fix: "allow the role these actions, then check again",
  reads: [],
};

export const obstacles: readonly Obstacle[] = [roleNotAssumable, stateUnreadable, notChecked];
