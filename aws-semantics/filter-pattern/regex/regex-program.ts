import { type CharacterSet } from "./character-set";
import { type Regex } from "./regex";

/**
 * One instruction of a search: match a character of a set, match an anchor, continue at a second position as well (`split`) or
 * instead (`jump`), or succeed.
 */
export type Instruction =
  | { readonly kind: "characters"; readonly set: CharacterSet }
  | { readonly kind: "split" | "jump"; readonly to: number }
  | { readonly kind: "start" | "end" | "found" };

/** The instructions of a regular expression, with every repetition unrolled. */
export function regexProgram({ alternatives }: Regex): readonly Instruction[] {
  const program: Instruction[] = [];
  for (const alternative of alternatives) {
    const steps = alternative.flatMap(stepsOf);
    for (const step of [split(steps.length + 2), ...steps, found]) {
      // Targets are relative to the instruction, and are converted to absolute positions
      program.push("to" in step ? { ...step, to: program.length + step.to } : step);
    }
  }
  return program;
}

const found: Instruction = { kind: "found" };
const split = (to: number): Instruction => ({ kind: "split", to });

function stepsOf(item: Regex["alternatives"][number][number]): Instruction[] {
  if (item.kind !== "characters") return [{ kind: item.kind }];
  const { set, least, most } = item;
  const step: Instruction = { kind: "characters", set };
  const needed = Array.from({ length: least }, () => step);
  if (most === Infinity) return [...needed, split(3), step, { kind: "jump", to: -2 }];
  const optional = Array.from({ length: most - least }, (_, index) => [split(2 * (most - least - index)), step]);
  return [...needed, ...optional.flat()];
}
