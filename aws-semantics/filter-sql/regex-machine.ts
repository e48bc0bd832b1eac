import { columns } from "../filter-pattern/regex/character-set";
import type { Regex } from "../filter-pattern/regex/regex";
import { type Instruction, regexProgram } from "../filter-pattern/regex/regex-program";
import { NotExactError } from "./not-exact-error";

/** A deterministic automaton that searches for a regular expression, as tables of numbers. State 0 is the first state. */
export interface RegexMachine {
  /** Class of each ASCII character. The last entry is the class of all other characters. */
  readonly classes: readonly number[];
  readonly classCount: number;

  /** Next state, for each state and each class. */
  readonly next: readonly (readonly number[])[];

  /** States in which the search succeeds if the string ends. */
  readonly found: readonly number[];
}

/** Maximum number of states, so that the statement stays short. */
const mostStates = 400;

/**
 * The automaton of a regular expression. It takes exactly one step for each character of a string.
 *
 * @throws NotExactError when the automaton has too many states
 */
export function regexMachine(regex: Regex): RegexMachine {
  const program = regexProgram(regex);
  const { classes, examples } = characterClasses(program);
  const numbers = new Map<string, number>();
  const states: { readonly waiting: readonly number[]; readonly isFound: boolean; readonly isFoundAtEnd: boolean }[] =
    [];
  const numberOf = (places: readonly number[], isAtStart: boolean): number => {
    const during = reach(program, places, isAtStart, false);
    const isFoundAtEnd = during.isFound || reach(program, places, isAtStart, true).isFound;
    // After a match, the result does not change
    const state = { waiting: during.isFound ? [] : during.waiting, isFound: during.isFound, isFoundAtEnd };
    const key = JSON.stringify(state);
    const known = numbers.get(key) ?? states.push(state) - 1;
    numbers.set(key, known);
    return known;
  };
  numberOf([0], true);
  const next: number[][] = [];
  for (let number = 0; number < states.length; number++) {
    const { waiting, isFound } = states[number] ?? { waiting: [], isFound: false };
    if (states.length > mostStates)
      throw new NotExactError(
        `%${regex.source}% needs more than ${mostStates} states in SQL; use a shorter regular expression`,
      );
    next.push(
      examples.map((character) => {
        if (isFound) return number;
        const reached = waiting.filter((at) => isIn(program[at], character)).map((at) => at + 1);
        return numberOf([...reached, 0], false);
      }),
    );
  }
  const found = states.flatMap(({ isFoundAtEnd }, number) => (isFoundAtEnd ? [number] : []));
  return { classes, classCount: examples.length, next, found };
}

/** Groups characters that no set of the program distinguishes. */
function characterClasses(program: readonly Instruction[]) {
  const known = new Map<string, number>();
  const examples: number[] = [];
  const classes = Array.from({ length: columns }, (_, character) => {
    const key = program.map((step) => (isIn(step, character) ? 1 : 0)).join("");
    const number = known.get(key) ?? examples.push(character) - 1;
    known.set(key, number);
    return number;
  });
  return { classes, examples };
}

const isIn = (step: Instruction | undefined, character: number): boolean =>
  step?.kind === "characters" && step.set.has(character);

/** The instructions that wait for a character after the given positions, and whether a match is found. */
function reach(program: readonly Instruction[], places: readonly number[], isAtStart: boolean, isAtEnd: boolean) {
  const seen = new Set(places);
  for (const at of seen) {
    const step = program[at];
    const isPassed =
      step?.kind === "split" || (step?.kind === "start" && isAtStart) || (step?.kind === "end" && isAtEnd);
    if (isPassed) seen.add(at + 1);
    if (step?.kind === "split" || step?.kind === "jump") seen.add(step.to);
  }
  const reached = [...seen].toSorted((a, b) => a - b);
  return {
    waiting: reached.filter((at) => program[at]?.kind === "characters"),
    isFound: reached.some((at) => program[at]?.kind === "found"),
  };
}
