/** Values that together name something. One that is missing is undefined. */
export type Path = readonly (string | boolean | undefined)[];

interface Entry<Value> {
  readonly path: Path;
  value: Value;
}

/** Entries that are kept together: as many as are compared quickly. */
const bucketEntries = 8;

/**
 * Values by path, within a bounded memory. A path with a long text is not stored. When a bucket is full, all its entries
 * are dropped. So nothing that is read can fill the memory, or make it slow, and what is frequent is soon back.
 *
 * The bucket of a path is found by a few characters of each text. A `Map` reads all of each text for that, which takes
 * longer than all the rest.
 */
export class PathMemory<Value> {
  private readonly buckets: Entry<Value>[][];

  /**
   * @param most how many values are remembered at most, a multiple of 8
   * @param longest characters of the longest text that is remembered
   */
  constructor(
    most: number,
    private readonly longest: number,
  ) {
    this.buckets = Array.from({ length: Math.ceil(most / bucketEntries) }, () => []);
  }

  /** Number of stored values. */
  public get size(): number {
    return this.buckets.reduce((sum, { length }) => sum + length, 0);
  }

  public get(path: Path): Value | undefined {
    return entryOf(this.bucketOf(path), path)?.value;
  }

  public set(path: Path, value: Value): void {
    if (path.some((part) => typeof part === "string" && part.length > this.longest)) return;
    const bucket = this.bucketOf(path);
    const known = entryOf(bucket, path);
    if (known) {
      known.value = value;
      return;
    }
    if (bucket.length === bucketEntries) bucket.length = 0;
    bucket.push({ path, value });
  }

  private bucketOf(path: Path): Entry<Value>[] {
    let mix = path.length;
    for (const part of path) mix = Math.imul(mix, 0x01000193) ^ sampleOf(part);
    const bucket = this.buckets[((mix ^ (mix >>> 15)) >>> 0) % this.buckets.length];
    if (bucket === undefined) throw new Error("a path memory must be for one value or more");
    return bucket;
  }
}

/** A number of a part's length and a few of its characters: names of calls differ at their beginning, middle or end. */
function sampleOf(part: string | boolean | undefined): number {
  if (typeof part !== "string") return part === undefined ? 0 : Number(part) + 1;
  const { length } = part;
  if (length === 0) return 3;
  const ends = part.charCodeAt(0) ^ (part.charCodeAt(length - 1) << 8);
  return (
    length ^ Math.imul(ends ^ (part.charCodeAt(length >> 1) << 16) ^ (part.charCodeAt(length >> 2) << 4), 0x85ebca6b)
  );
}

/** It is a loop without a function for each entry, because it runs for each event. */
function entryOf<Value>(bucket: readonly Entry<Value>[], path: Path): Entry<Value> | undefined {
  for (const entry of bucket) if (isSame(entry.path, path)) return entry;
  return undefined;
}

function isSame(a: Path, b: Path): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}
