/** Texts that together name something. One that is missing is undefined. */
export type Path = readonly (string | undefined)[];

interface Place<Value> {
  value?: Value;
  readonly below: Map<string | undefined, Place<Value>>;
}

/**
 * Values that are remembered by paths, within a bounded memory: a path with a long text is not kept, and when there is no
 * more room everything is forgotten. So nothing that is read can fill the memory, and what is frequent is soon back.
 */
export class PathMemory<Value> {
  private root: Place<Value> = { below: new Map() };
  private count = 0;

  /**
   * @param most how many values are remembered
   * @param longest characters of the longest text that is remembered
   */
  constructor(
    private readonly most: number,
    private readonly longest: number,
  ) {}

  /** How many values are remembered. */
  public get size(): number {
    return this.count;
  }

  public get(path: Path): Value | undefined {
    let place: Place<Value> | undefined = this.root;
    for (const text of path) place = place?.below.get(text);
    return place?.value;
  }

  public set(path: Path, value: Value): void {
    if (path.some((text) => text !== undefined && text.length > this.longest)) return;
    if (this.count >= this.most) this.forget();
    let place = this.root;
    for (const text of path) {
      const below: Place<Value> = place.below.get(text) ?? { below: new Map() };
      place.below.set(text, below);
      place = below;
    }
    if (place.value === undefined) this.count++;
    place.value = value;
  }

  private forget(): void {
    this.root = { below: new Map() };
    this.count = 0;
  }
}
