/** A name and its number of events. */
export interface Frequency {
  readonly name: string;
  readonly events: number;
}

/** Maximum number of names to count at the same time, and the number of names to keep when this maximum is exceeded. */
const mostNames = 2_000;
const keptNames = 1_000;

/**
 * Counts names in limited memory.
 *
 * The counts are exact for up to 2,000 names. When there are more names, only the thousand most frequent names are kept. The
 * events of the dropped names are counted together. A dropped name that occurs again starts at 1.
 */
export class Frequent {
  private counts = new Map<string, number>();
  private forgotten = 0;

  public add(name: string, events = 1): void {
    const count = this.counts.get(name) ?? 0;
    this.counts.set(name, count + events);
    if (this.counts.size > mostNames) this.keepMost();
  }

  /** The most frequent names. Equally frequent names are in alphabetical order. */
  public top(most = Infinity): Frequency[] {
    const names = [...this.counts].map(([name, events]) => ({ name, events }));
    return names.toSorted((a, b) => b.events - a.events || (a.name < b.name ? -1 : 1)).slice(0, most);
  }

  /** Number of kept names. */
  public get size(): number {
    return this.counts.size;
  }

  /** Events of names that are not kept. */
  public get others(): number {
    return this.forgotten;
  }

  private keepMost(): void {
    const kept = this.top(keptNames);
    const all = [...this.counts.values()].reduce((sum, count) => sum + count, 0);
    this.forgotten += all - kept.reduce((sum, { events }) => sum + events, 0);
    this.counts = new Map(kept.map(({ name, events }) => [name, events]));
  }
}
