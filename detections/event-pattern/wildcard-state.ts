/** What stands behind a field whose value has matched: the next fields of the rule. */
export interface Match<Next> {
  readonly pattern: string;
  readonly next: Next;
}

/** A way out of a state: into another state, to the end of a pattern, or both. */
export interface Transition<Next> {
  readonly state?: WildcardState<Next> | undefined;
  readonly match?: Match<Next> | undefined;
}

/** A state of a machine that reads the value of a field byte by byte. */
export class WildcardState<Next> implements Transition<Next> {
  public readonly state = this;

  /** The state of an asterisk that follows: every byte leads there. */
  public asterisk: WildcardState<Next> | undefined;
  private readonly byByte = new Map<number, Set<Transition<Next>>>();

  constructor(
    /** Whether an asterisk stands before it, so that different texts lead here. */
    public readonly isAfterAsterisk: boolean,

    /** Whether it is the state of an asterisk: every byte leads back to it. */
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

  /** The end of a pattern becomes the beginning of a longer one, too. */
  public extend(byte: number, end: Transition<Next>, state: WildcardState<Next>): void {
    this.byByte.get(byte)?.delete(end);
    this.add(byte, { match: end.match, state });
  }

  /** Every way out, whatever the byte. */
  public get transitions(): ReadonlySet<Transition<Next>> {
    const all = new Set<Transition<Next>>(this.asterisk ? [this.asterisk] : []);
    for (const transitions of this.byByte.values()) {
      for (const transition of transitions) all.add(transition);
    }
    return all;
  }
}
