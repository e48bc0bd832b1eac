import { roleNotAssumable as notAssumable } from "../account-audit/obstacles";
import type { Guarantee } from "./guarantee";

/** A reason why guarantees cannot be verified. It is reported in the same way as a guarantee. */
export type Obstacle = Omit<Guarantee, "types" | "find">;

/** The role of an account cannot be assumed. */
export const roleNotAssumable: Obstacle = {
  ...notAssumable,
  promise: "The account can be read. Otherwise, no guarantee of this account is verified.",
};

/** The key of an alias cannot be read. */
export const keyUnknown: Obstacle = {
  id: "key-unknown",
  promise:
    "The keys that a root references can be found by their aliases. Otherwise, references to such a key match any key.",
  fix: "apply the root of the alias to create the alias again, or allow kms:DescribeKey",
  reads: ["kms:DescribeKey"],
};

/** A request fails, or AWS denies it. */
export const notVerified: Obstacle = {
  id: "not-verified",
  promise: "AWS answers every request. The message names the guarantee that could not be verified, and its actions.",
  fix: "allow the role these actions, then verify again",
  reads: [],
};

export const obstacles: readonly Obstacle[] = [roleNotAssumable, keyUnknown, notVerified];
