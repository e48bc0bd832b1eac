import { Pieces } from "./pieces";
import { longestRecord, type PieceTaker, type Splitter, tooLong } from "./splitter";

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Position of the splitter: outside a list, between records, in a record, in a string of a record, or after a backslash. */
type State = "outside" | "between" | "record" | "text" | "escape";

/**
 * Splits a list of records, such as CloudTrail's `{"Records":[…]}`, without parsing it. It is for files that are too large for one
 * string, and for truncated files, whose complete records are still valid. A file can contain several lists.
 */
export class ListSplitter implements Splitter {
  private state: State = "outside";
  private depth = 0;
  private number = 0;
  private readonly record = new Pieces(longestRecord);

  constructor(private readonly taker: PieceTaker) {}

  public write(piece: Buffer): void {
    let start = 0;
    for (let index = 0; index < piece.length; index++) {
      const before = this.state;
      if (this.isAtEnd(piece[index] ?? 0)) {
        if (before === "record") this.record.add(piece.subarray(start, index));
        this.finish();
      } else if (before === "between" && this.state !== "between") {
        start = index;
      }
    }
    if (this.isInRecord) this.record.add(piece.subarray(start));
  }

  public end(): void {
    const wasInRecord = this.isInRecord;
    if (wasInRecord) this.finish();
    if (wasInRecord || this.state === "between") this.taker.fault("the list is truncated", "record", this.number);
  }

  private get isInRecord(): boolean {
    return this.state === "record" || this.state === "text" || this.state === "escape";
  }

  /** Processes one byte. Returns true if this byte ends a record. */
  private isAtEnd(byte: number): boolean {
    if (this.state === "text") {
      if (byte === quote) this.state = "record";
      else if (byte === backslash) this.state = "escape";
      return false;
    }
    if (this.state === "record") return this.isRecordAtEnd(byte);
    if (this.state === "escape") this.state = "text";
    else if (this.state === "outside") this.enter(byte);
    else this.begin(byte);
    return false;
  }

  private isRecordAtEnd(byte: number): boolean {
    if (byte === quote) this.state = "text";
    else if (byte === openBrace || byte === openBracket) this.depth++;
    else if (this.depth > 0 && (byte === closeBrace || byte === closeBracket)) this.depth--;
    else if (byte === comma && this.depth === 0) return this.leave("between");
    else if (byte === closeBracket) return this.leave("outside");
    return false;
  }

  private leave(state: State): true {
    this.state = state;
    return true;
  }

  private enter(byte: number): void {
    if (byte === openBracket) this.state = "between";
  }

  private begin(byte: number): void {
    if (isSpace(byte) || byte === comma) return;
    this.depth = 0;
    if (byte === closeBracket) this.state = "outside";
    else {
      this.state = "record";
      this.isRecordAtEnd(byte);
    }
  }

  private finish(): void {
    this.number++;
    const { isTooLong } = this.record;
    const bytes = this.record.take();
    if (isTooLong) this.taker.fault(tooLong, "record", this.number);
    else this.taker.piece(bytes, "record", this.number);
  }
}
