/** A part of a file that could not be read. */
export interface Problem {
  /** Path or S3 URI. */
  readonly file: string;
  readonly reason: string;

  /** Position of the first occurrence: `record 7` or `line 7`. Empty for the whole file. */
  readonly position: string;

  /** Number of occurrences. */
  readonly count: number;
}

/** Maximum number of problems to list. Further problems are only counted. */
const mostNamed = 10_000;

/** All parts of files that could not be read, by file and reason. */
export class Problems {
  private readonly named = new Map<string, { -readonly [Key in keyof Problem]: Problem[Key] }>();

  /** Total number of occurrences, listed or not. */
  public count = 0;

  public add(file: string, reason: string, position = "", often = 1): void {
    this.count += often;
    const key = `${file}\n${reason}`;
    const known = this.named.get(key);
    if (known) known.count += often;
    else if (this.named.size < mostNamed) this.named.set(key, { file, reason, position, count: often });
  }

  public list(): Problem[] {
    return [...this.named.values()];
  }
}
