import { type Match, type Transition, WildcardState } from "./wildcard-state";
import { asterisk, isCasedLetter, isContinuation, wildcardSymbols } from "./wildcard-symbols";

/**
 * The state machine that Event Ruler 1.8.1 builds from the wildcards of one field.
 *
 * Patterns share the states of their common prefix. After an asterisk, Event Ruler creates a new state for a letter with two
 * cases, and for a symbol next to another asterisk. Each new state counts.
 *
 * @see https://github.com/aws/event-ruler
 */
export class WildcardMachine<Next> {
  public readonly start = new WildcardState<Next>(false);

  /** Every added wildcard in order, with the number of its continuation. Machines with equal lists are equal. */
  public readonly added: string[] = [];
  private readonly candidates: Next[] = [];
  private readonly ends: (Transition<Next> & { readonly match: Match<Next> })[] = [];

  /** Adds a wildcard of a pattern. Returns its continuation: the earlier one if the wildcard was added before, or else the candidate. */
  public add(pattern: string, wildcard: string, candidate: Next): Next {
    if (!this.candidates.includes(candidate)) this.candidates.push(candidate);
    this.added.push(JSON.stringify([pattern, wildcard, this.candidates.indexOf(candidate)]));
    const symbols = wildcardSymbols(wildcard);
    const last = symbols.length - 1;
    let state = this.start;
    let before: WildcardState<Next> | undefined;
    for (let i = 0; i < last; i++) {
      const next = findShared(state, symbols, i) ?? createState(state, before, symbols, i);
      before = symbols[i] === asterisk ? state : undefined;
      state = next;
    }
    const byte = symbols[last] ?? 0;
    const earlier = state.on(byte).find(({ match }) => match?.pattern === pattern);
    if (earlier?.match) return earlier.match.next;
    const end = this.endOf(pattern, candidate);
    state.add(byte, end);
    before?.add(byte, end);
    return candidate;
  }

  /** The end of a pattern. All wildcards of the pattern have the same end. */
  private endOf(pattern: string, next: Next): Transition<Next> {
    const known = this.ends.find(({ match }) => match.pattern === pattern && match.next === next);
    if (known) return known;
    const end = { match: { pattern, next } };
    this.ends.push(end);
    return end;
  }
}

/** The state that an earlier wildcard created for a symbol, if another wildcard may use it. */
function findShared<Next>(
  state: WildcardState<Next>,
  symbols: readonly number[],
  i: number,
): WildcardState<Next> | undefined {
  const symbol = symbols[i] ?? 0;
  if (symbol === asterisk) return state.asterisk;
  const states = state.on(symbol).flatMap((transition) => transition.state ?? []);
  const isSeparate = !isContinuation(symbol) && (state.asterisk !== undefined || isCasedLetter(symbols, i));
  return states.find((next) => !next.isAfterAsterisk) ?? (isSeparate ? undefined : states[0]);
}

/**
 * A new state for a symbol.
 *
 * @param before the state before the asterisk, if an asterisk precedes the symbol; the asterisk also matches the empty string
 */
function createState<Next>(
  state: WildcardState<Next>,
  before: WildcardState<Next> | undefined,
  symbols: readonly number[],
  i: number,
): WildcardState<Next> {
  const symbol = symbols[i] ?? 0;
  if (symbol === asterisk) return (state.asterisk = new WildcardState(true, true));
  const next = new WildcardState<Next>(state.isAfterAsterisk);
  const [end, ...others] = state.on(symbol);
  if (end && !end.state && others.length === 0) {
    state.extend(symbol, end, next);
  } else {
    state.add(symbol, next);
    before?.add(symbol, next);
  }
  return next;
}
