import { columns, nonAscii } from "./character-set";
import { type Regex } from "./regex";
import { type Instruction, regexProgram } from "./regex-program";

/** A set of possible program positions of a search. */
interface State {
  /** Positions of the instructions that wait for a character. */
  readonly waiting: readonly number[];
  readonly isFound: boolean;

  /** Whether the search succeeds if the text ends here. */
  readonly isFoundAtEnd: boolean;

  /** The next state for each character. Undefined if it was not computed yet. */
  readonly after: (State | undefined)[];
}

/** Maximum number of cached states, so that no text can fill the memory. States that are not cached are computed each time. */
const mostStates = 2000;

/**
 * Searches texts for a regular expression, at any position.
 *
 * The search follows all alternatives at the same time and does not backtrack. So the time is proportional to the length of the text.
 * JavaScript's own regular expressions can take exponential time: `a*a*a*a*a*a*b` takes minutes for a hundred letters. A next state
 * is computed when it is needed for the first time, and is then cached.
 */
export class Automaton {
  private readonly program: readonly Instruction[];
  private readonly states = new Map<string, State>();
  private readonly first: State;

  constructor(regex: Regex) {
    this.program = regexProgram(regex);
    this.first = this.stateOf([0], true);
  }

  /** Whether the expression matches anywhere in a text. */
  test(text: string): boolean {
    let state = this.first;
    for (let index = 0; index < text.length && !state.isFound; index++) {
      const code = text.charCodeAt(index);
      const column = Math.min(code, nonAscii);
      state = state.after[column] ?? this.follow(state, column);
      // A character above U+FFFF has two UTF-16 units
      if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(index + 1))) index++;
    }
    return state.isFound || state.isFoundAtEnd;
  }

  private follow(state: State, column: number): State {
    const reached = state.waiting.filter((at) => {
      const step = this.program[at];
      return step?.kind === "characters" && step.set.has(column);
    });
    // A match can also start at this character
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

  /** Positions that a search reaches from the given positions without another character. */
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
