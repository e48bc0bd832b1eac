import { createHash } from "node:crypto";
import type { NextId } from "./event";

/** Pseudo-random numbers and ids. The same seed returns the same values. */
export class Random {
  private counter = 0;

  constructor(private readonly seed: string) {}

  /** A whole number from 0 to `end` (excluded). */
  public below(end: number): number {
    return this.next().readUInt32BE(0) % end;
  }

  public pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error("cannot pick from an empty list; pass at least one value");
    return value;
  }

  /** Sixteen letters and digits, as at the end of a log file's name. */
  public suffix(): string {
    return this.next().toString("base64url").replaceAll(/[-_]/g, "x").slice(0, 16);
  }

  /** A UUID. */
  public readonly uuid: NextId = () => {
    const hex = this.next().toString("hex");
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join("-");
  };

  private next(): Buffer {
    return createHash("sha256")
      .update(`${this.seed}:${this.counter++}`)
      .digest();
  }
}
