/** The values of a key. A missing value is undefined. */
export type Path = readonly (string | boolean | undefined)[];

interface Entry<Value> {
  readonly path: Path;
  value: Value;
}

/** Number of entries in a bucket. With few entries, comparing all of them is fast. */
const bucketEntries = 8;

/**
 * A cache of values by path, with bounded memory. A path with a long string is not stored. When a bucket is full, all its entries are
 * removed. So input cannot fill the memory or slow down the cache, and frequent paths are soon stored again.
 *
 * A few characters of each string select the bucket of a path. A `Map` would read each string completely, which takes longer than all
 * other steps.
 */
export class PathMemory<Value> {
  private readonly buckets: Entry<Value>[][];

  /**
   * @param most maximum number of stored values, a multiple of 8
   * @param longest maximum length of a stored string, in characters
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
    if (bucket === undefined)
      throw new Error("expected a path memory for at least one value, got a path memory for no value");
    return bucket;
  }
}

/** A number from the length of a string and a few of its characters. Names of calls differ at their beginning, middle or end. */
function sampleOf(part: string | boolean | undefined): number {
  if (typeof part !== "string") return part === undefined ? 0 : Number(part) + 1;
  const { length } = part;
  if (length === 0) return 3;
  const ends = part.charCodeAt(0) ^ (part.charCodeAt(length - 1) << 8);
  return (
    length ^ Math.imul(ends ^ (part.charCodeAt(length >> 1) << 16) ^ (part.charCodeAt(length >> 2) << 4), 0x85ebca6b)
  );
}

/** A loop without a callback, because it runs for each event. */
function entryOf<Value>(bucket: readonly Entry<Value>[], path: Path): Entry<Value> | undefined {
  for (const entry of bucket) if (isSame(entry.path, path)) return entry;
  return undefined;
}

function isSame(a: Path, b: Path): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}
