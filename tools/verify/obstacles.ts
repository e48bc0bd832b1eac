import type { Guarantee } from "./guarantee";

/** What keeps guarantees from being verified. It is reported as they are. */
export type Obstacle = Pick<Guarantee, "id" | "promise" | "fix" | "reads">;

/** The role of an account cannot be assumed. */
export const roleNotAssumable: Obstacle = {
  id: "role-not-assumable",
  promise: "The account can be read. Nothing of it is verified otherwise.",
  fix: "create the role or correct its trust policy, or correct access or accounts.outside",
  reads: ["sts:AssumeRole"],
};

/** AWS does not say which key an alias means. */
export const keyUnknown: Obstacle = {
  id: "key-unknown",
  promise:
    "The keys that a root names can be found by their aliases. Policies that name such a key match any key otherwise.",
  fix: "create the alias again by an apply of its root, or allow kms:DescribeKey",
  reads: ["kms:DescribeKey"],
};

/** AWS denies a request, or fails. */
export const notVerified: Obstacle = {
  id: "not-verified",
  promise: "AWS answers. The message names the guarantee that could not be verified, and its actions.",
  fix: "allow the role these actions, then verify again",
  reads: [],
};

export const obstacles: readonly Obstacle[] = [roleNotAssumable, keyUnknown, notVerified];
