import { columns, nonAscii } from "./character-set";
import { type Regex } from "./regex";
import { type Instruction, regexProgram } from "./regex-program";

/** Everywhere a search may be after some characters. */
interface State {
  /** The steps that wait for a character. */
  readonly waiting: readonly number[];
  readonly isFound: boolean;

  /** Found if the text ends here. */
  readonly isFoundAtEnd: boolean;

  /** The states after one more character, as far as they are known. */
  readonly after: (State | undefined)[];
}

/** States that are remembered, so that no text can fill the memory. What follows other ones is worked out every time. */
const mostStates = 2000;

/**
 * Searches texts for a regular expression, anywhere in them.
 *
 * It follows all the possibilities at the same time and never goes back, so the time grows with the length of the text
 * and not with its power, as it does in JavaScript's own expressions: `a*a*a*a*a*a*b` needs minutes there for a hundred
 * letters. What follows a state is worked out when it is needed and then remembered.
 */
export class Automaton {
  private readonly program: readonly Instruction[];
  private readonly states = new Map<string, State>();
  private readonly first: State;

  constructor(regex: Regex) {
    this.program = regexProgram(regex);
    this.first = this.stateOf([0], true);
  }

  /** Whether the expression is found in a text. */
  test(text: string): boolean {
    let state = this.first;
    for (let index = 0; index < text.length && !state.isFound; index++) {
      const code = text.charCodeAt(index);
      const column = Math.min(code, nonAscii);
      state = state.after[column] ?? this.follow(state, column);
      // One character beyond the first 65,536 takes two places
      if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(index + 1))) index++;
    }
    return state.isFound || state.isFoundAtEnd;
  }

  private follow(state: State, column: number): State {
    const reached = state.waiting.filter((at) => {
      const step = this.program[at];
      return step?.kind === "characters" && step.set.has(column);
    });
    // The search may also begin here
    const next = this.stateOf([...reached.map((at) => at + 1), 0], false);
    if (this.states.size < mostStates) state.after[column] = next;
    return next;
  }

  private stateOf(places: readonly number[], isAtStart: boolean): State {
    const { waiting, isFound } = this.reach(places, isAtStart, false);
    const { isFound: isFoundAtEnd } = this.reach(places, isAtStart, true);
    const key = `${waiting.join(" ")} ${isFound} ${isFoundAtEnd}`;
    const known = this.states.get(key);
    if (known !== undefined) return known;
    const state: State = { waiting, isFound, isFoundAtEnd, after: Array(columns).fill(undefined) };
    if (this.states.size < mostStates) this.states.set(key, state);
    return state;
  }

  /** Where a search gets from some places without another character. */
  private reach(places: readonly number[], isAtStart: boolean, isAtEnd: boolean) {
    const seen = new Set(places);
    for (const at of seen) {
      const step = this.program[at];
      const isPassed =
        step?.kind === "split" || (step?.kind === "start" && isAtStart) || (step?.kind === "end" && isAtEnd);
      if (isPassed) seen.add(at + 1);
      if (step?.kind === "split" || step?.kind === "jump") seen.add(step.to);
    }
    const kindOf = (at: number) => this.program[at]?.kind;
    const reached = [...seen];
    return {
      waiting: reached.filter((at) => kindOf(at) === "characters").toSorted((a, b) => a - b),
      isFound: reached.some((at) => kindOf(at) === "found"),
    };
  }
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code < 0xe000;
