/** Ids in one generation. */
const generationIds = 1 << 20;

/** Numbers in the smallest table: two for each slot. */
const smallest = 1 << 12;

/**
 * A hash table with two 32-bit numbers for each slot. The first number is 0 if the slot is free. At least half of the slots are free.
 * The table starts small and doubles, because most runs read few events.
 */
class Generation {
  private table = new Uint32Array(smallest);
  public count = 0;

  /** Sum of the fetched values. Without a use of these values, the compiler would remove the fetch. */
  protected fetched = 0;

  public has(low: number, high: number): boolean {
    return this.count > 0 && this.table[this.find(low, high)] !== 0;
  }

  /** Adds a fingerprint. Returns false if the table already contains it. */
  public add(low: number, high: number): boolean {
    const at = this.find(low, high);
    if (this.table[at] !== 0) return false;
    this.table[at] = low;
    this.table[at + 1] = high;
    this.count++;
    if (this.count * 4 > this.table.length) this.grow();
    return true;
  }

  private grow(): void {
    const { table } = this;
    this.table = new Uint32Array(table.length * 2);
    for (let at = 0; at < table.length; at += 2) {
      const [low = 0, high = 0] = [table[at], table[at + 1]];
      if (low === 0) continue;
      const free = this.find(low, high);
      this.table[free] = low;
      this.table[free + 1] = high;
    }
  }

  /** Loads the slots of fingerprints into the processor's cache. */
  public fetch(highs: Uint32Array, count: number): void {
    const { table } = this;
    const mask = table.length - 1;
    let sum = 0;
    for (let index = 0; index < count; index++) sum += table[((highs[index] ?? 0) * 2) & mask] ?? 0;
    this.fetched = sum;
  }

  public clear(): void {
    this.table.fill(0);
    this.count = 0;
  }

  /** The slot that contains the fingerprint, or the free slot for it. */
  private find(low: number, high: number): number {
    const { table } = this;
    const mask = table.length - 1;
    let at = (high * 2) & mask;
    while (table[at] !== 0 && !(table[at] === low && table[at + 1] === high)) at = (at + 2) & mask;
    return at;
  }
}

/** Number of ids to look up together. */
const together = 256;

/**
 * Finds duplicates of ids among the last million, in at most 32 MB of memory.
 *
 * It stores a 64-bit fingerprint of each id, in two generations of a million. When the newer generation is full, it deletes the
 * older generation. In a billion events, the probability that two different ids collide is about 1 in 10,000.
 *
 * Consecutive fingerprints are far apart in memory, so a fingerprint is usually not in the processor's cache. Fetching several
 * fingerprints together takes about as long as fetching one.
 */
export class SeenIds {
  private newer = new Generation();
  private older = new Generation();
  private readonly lows = new Uint32Array(together);
  private readonly highs = new Uint32Array(together);

  /** Adds ids. Returns for each id, in order, whether it was already added. Returns false for an undefined id. */
  public areSeen(ids: readonly (string | undefined)[]): readonly boolean[] {
    const seen: boolean[] = [];
    for (let from = 0; from < ids.length; from += together) {
      const some = ids.length > together ? ids.slice(from, from + together) : ids;
      this.fingerprint(some);
      this.newer.fetch(this.highs, some.length);
      if (this.older.count > 0) this.older.fetch(this.highs, some.length);
      for (let index = 0; index < some.length; index++) {
        seen.push(some[index] !== undefined && this.isKnown(this.lows[index] ?? 0, this.highs[index] ?? 0));
      }
    }
    return seen;
  }

  private fingerprint(ids: readonly (string | undefined)[]): void {
    for (let index = 0; index < ids.length; index++) {
      const id = ids[index] ?? "";
      let low = 0x811c9dc5;
      let high = 0x9747b28c;
      // Four characters per step, because each step waits for the step before
      for (let at = 0; at < id.length; at += 4) {
        const code =
          id.charCodeAt(at) ^
          (id.charCodeAt(at + 1) << 8) ^
          (id.charCodeAt(at + 2) << 16) ^
          (id.charCodeAt(at + 3) << 24);
        low = Math.imul(low ^ code, 0x01000193);
        low ^= low >>> 13;
        high = Math.imul(high ^ code, 0x5bd1e995);
        high ^= high >>> 15;
      }
      // Without `spread`, similar ids would be in adjacent slots, and searches would take long
      this.lows[index] = spread(low ^ high) || 1;
      this.highs[index] = spread(high);
    }
  }

  private isKnown(low: number, high: number): boolean {
    if (this.older.has(low, high)) return true;
    if (this.newer.count === generationIds) this.turn();
    return !this.newer.add(low, high);
  }

  private turn(): void {
    this.older.clear();
    [this.newer, this.older] = [this.older, this.newer];
  }
}

/** A bijection of 32-bit numbers in which each output bit depends on all input bits. */
function spread(number: number): number {
  const once = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
