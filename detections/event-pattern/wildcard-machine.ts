import { type Match, type Transition, WildcardState } from "./wildcard-state";
import { asterisk, isCasedLetter, isContinuation, wildcardSymbols } from "./wildcard-symbols";

/**
 * The wildcards of one field, as the state machine that Event Ruler 1.8.1 builds of them.
 *
 * Patterns share the states of their common beginning. Behind an asterisk, Event Ruler makes a new state for a letter
 * with two cases, and for whatever stands beside another asterisk. Each of them counts.
 *
 * @see https://github.com/aws/event-ruler
 */
export class WildcardMachine<Next> {
  public readonly start = new WildcardState<Next>(false);

  /** Every wildcard that was added, in order, with the number of what follows it. Machines alike in this are alike. */
  public readonly added: string[] = [];
  private readonly candidates: Next[] = [];
  private readonly ends: (Transition<Next> & { readonly match: Match<Next> })[] = [];

  /** Adds a wildcard of a pattern. Returns what follows: the candidate, unless this wildcard has been added before. */
  public add(pattern: string, wildcard: string, candidate: Next): Next {
    if (!this.candidates.includes(candidate)) this.candidates.push(candidate);
    this.added.push(JSON.stringify([pattern, wildcard, this.candidates.indexOf(candidate)]));
    const symbols = wildcardSymbols(wildcard);
    const last = symbols.length - 1;
    let state = this.start;
    let before: WildcardState<Next> | undefined;
    for (let i = 0; i < last; i++) {
      const next = shared(state, symbols, i) ?? made(state, before, symbols, i);
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

  /** The same end each time: several wildcards of one pattern lead to it. */
  private endOf(pattern: string, next: Next): Transition<Next> {
    const known = this.ends.find(({ match }) => match.pattern === pattern && match.next === next);
    if (known) return known;
    const end = { match: { pattern, next } };
    this.ends.push(end);
    return end;
  }
}

/** The state that an earlier wildcard has made for a symbol, and that another one may use. */
function shared<Next>(
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
 * @param before the state before an asterisk, where that stands before the symbol: it may stand for no text at all
 */
function made<Next>(
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
