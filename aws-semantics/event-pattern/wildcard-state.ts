/** The continuation of a field whose value matched: the next fields of the rule. */
export interface Match<Next> {
  readonly pattern: string;
  readonly next: Next;
}

/** A transition from a state: to another state, to the end of a pattern, or to both. */
export interface Transition<Next> {
  readonly state?: WildcardState<Next> | undefined;
  readonly match?: Match<Next> | undefined;
}

/** A state of a machine that reads the value of a field byte by byte. */
export class WildcardState<Next> implements Transition<Next> {
  public readonly state = this;

  /** The state of a following asterisk. Every byte leads there. */
  public asterisk: WildcardState<Next> | undefined;
  private readonly byByte = new Map<number, Set<Transition<Next>>>();

  constructor(
    /** Whether an asterisk precedes the state, so that different strings lead to it. */
    public readonly isAfterAsterisk: boolean,

    /** Whether the state belongs to an asterisk, so that every byte leads back to it. */
    public readonly isAsterisk = false,
  ) {}

  public on(byte: number): readonly Transition<Next>[] {
    return [...(this.byByte.get(byte) ?? [])];
  }

  public get bytes(): Iterable<number> {
    return this.byByte.keys();
  }

  public add(byte: number, transition: Transition<Next>): void {
    this.byByte.set(byte, (this.byByte.get(byte) ?? new Set()).add(transition));
  }

  /** Makes the end of a pattern also the prefix of a longer pattern. */
  public extend(byte: number, end: Transition<Next>, state: WildcardState<Next>): void {
    this.byByte.get(byte)?.delete(end);
    this.add(byte, { match: end.match, state });
  }

  /** All transitions, for any byte. */
  public get transitions(): ReadonlySet<Transition<Next>> {
    const all = new Set<Transition<Next>>(this.asterisk ? [this.asterisk] : []);
    for (const transitions of this.byByte.values()) {
      for (const transition of transitions) all.add(transition);
    }
    return all;
  }
}
