import { type CharacterSet } from "./character-set";
import { type Regex } from "./regex";

/**
 * One step of a search: a character of a set, an anchor, another place to go on from as well (`split`) or instead
 * (`jump`), or the end of the search.
 */
export type Instruction =
  | { readonly kind: "characters"; readonly set: CharacterSet }
  | { readonly kind: "split" | "jump"; readonly to: number }
  | { readonly kind: "start" | "end" | "found" };

/** The steps of a regular expression, in which every repetition is written out. */
export function regexProgram({ alternatives }: Regex): readonly Instruction[] {
  const program: Instruction[] = [];
  for (const alternative of alternatives) {
    const steps = alternative.flatMap(stepsOf);
    for (const step of [split(steps.length + 2), ...steps, found]) {
      // So far, where it leads is counted from the step itself
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
