import { Pieces } from "./pieces";
import { longestRecord, type PieceTaker, type Splitter, tooLong } from "./splitter";

const newline = 0x0a;

/** Splits text into lines. Each line is one record. Empty lines are skipped. */
export class LineSplitter implements Splitter {
  private readonly line = new Pieces(longestRecord);
  private number = 0;

  constructor(private readonly taker: PieceTaker) {}

  public write(piece: Buffer): void {
    let start = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
      this.line.add(piece.subarray(start, end));
      this.finish();
      start = end + 1;
    }
    this.line.add(piece.subarray(start));
  }

  public end(): void {
    if (!this.line.isEmpty) this.finish();
  }

  private finish(): void {
    this.number++;
    const { isTooLong } = this.line;
    const bytes = this.line.take();
    if (isTooLong) this.taker.fault(tooLong, "line", this.number);
    else if (!isBlank(bytes)) this.taker.piece(bytes, "line", this.number);
  }
}

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
