/** The bytes of one record, which can arrive in several pieces. A record that is too long is dropped. */
export class Pieces {
  private parts: Buffer[] = [];
  private length = 0;

  /** @param longest longest record to keep, in bytes */
  constructor(private readonly longest: number) {}

  /** Adds a piece, which must not change afterwards. */
  public add(piece: Buffer): void {
    this.length += piece.length;
    if (this.isTooLong) this.parts = [];
    else if (piece.length > 0) this.parts.push(piece);
  }

  public get isEmpty(): boolean {
    return this.length === 0;
  }

  public get isTooLong(): boolean {
    return this.length > this.longest;
  }

  /** Returns all pieces and starts the next record. */
  public take(): Buffer {
    const [first, ...others] = this.parts;
    const all = first !== undefined && others.length === 0 ? first : Buffer.concat(this.parts);
    this.parts = [];
    this.length = 0;
    return all;
  }
}
