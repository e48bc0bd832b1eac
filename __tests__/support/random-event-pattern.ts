import type { Dice } from "./dice";

/** Few characters, so that wildcards have the same beginnings: letters with two cases, letters without case, and other characters. */
const characters = ["a", "b", "A", "-", "1", ":", "é", "文", "*", "*"];

/** Returns an event pattern with many wildcards and alternatives, as JSON. */
export function randomEventPattern(dice: Dice): string {
  return JSON.stringify(fields(dice, 2));
}

function fields(dice: Dice, depth: number): object {
  const lists = dice.list(1, 3, () => [dice.pick(["a", "b", "c", "d"]), dice.list(1, 4, () => matcher(dice))]);
  const $or = dice.list(2, 3, () => (depth > 0 ? fields(dice, depth - 1) : {}));
  return { ...Object.fromEntries(lists), ...(depth > 0 && dice.below(2) === 0 && { $or }) };
}

function matcher(dice: Dice): unknown {
  const exceptions = dice.list(1, 3, () => wildcard(dice));
  return dice.pick<unknown>([
    { wildcard: wildcard(dice) },
    { wildcard: wildcard(dice) },
    { wildcard: wildcard(dice) },
    { "anything-but": { wildcard: exceptions } },
    { "anything-but": { wildcard: exceptions[0] } },
    { "anything-but": exceptions.map(plain) },
    { prefix: plain(wildcard(dice)) },
    { exists: dice.below(2) === 0 },
    plain(wildcard(dice)),
    dice.below(3),
    { numeric: ["=", dice.below(3)] },
  ]);
}

/** Returns a string with some asterisks, but never two in a row. */
function wildcard(dice: Dice): string {
  return dice
    .list(1, 7, () => dice.pick(characters))
    .join("")
    .replaceAll(/\*+/g, "*");
}

const plain = (text: string): string => text.replaceAll("*", "") || "x";
