import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { fieldOf } from "../../../shared/keys";
import { errorCode } from "../../../shared/thrown";
import { isGzip, pour } from "./inflate";
import { LineSplitter } from "./line-splitter";
import { type ListParser, readBlocks } from "./list-blocks";
import { ListSplitter } from "./list-splitter";
import { type LogFile, reasonOf } from "./log-file";
import { tryDecode, tryParse } from "./record-text";
import type { PieceTaker, RecordPosition, Splitter } from "./splitter";

/** Receives the records of a file. */
export interface RecordSink {
  /** Parses consecutive records. */
  readonly parse?: ListParser;

  /** Receives consecutive records, and the number of the first record. */
  records(values: readonly unknown[], place: RecordPosition, first: number): void;

  /** Receives a problem: the record with this number could not be read, or the file if there is no number. */
  fault(reason: string, place?: RecordPosition, number?: number): void;

  /** Is called for a digest, which lists log files and contains no events. */
  digest(): void;

  /** Receives the number of uncompressed bytes that were read. */
  bytes(count: number): void;
}

/** Files up to this size, compressed and uncompressed, are parsed as one string, which is fastest. Larger files are streamed. */
export const wholeBytes = 16 << 20;

const list = /^\uFEFF?\s*(?:\{\s*"Records"\s*:\s*)?\[/;

/** Number of bytes, including white space, that are enough to distinguish a list from lines. */
const enough = 256;

/**
 * Reads the records of a compressed or uncompressed file. The file is a list as CloudTrail writes it, or has a record on each line.
 *
 * The sink receives the problems of parts that cannot be read. The parts before and after them are still read.
 *
 * @param content content of the file, if it was already read
 */
export async function readRecords(source: LogFile, content: Buffer | undefined, sink: RecordSink): Promise<void> {
  const text = content && tryInflate(content);
  if (text !== undefined) {
    sink.bytes(text.length);
    readWhole(text, sink);
    return;
  }
  const reader = new StreamReader(sink);
  try {
    await pour(content ? Readable.from([content]) : await source.stream(), (piece) => reader.write(piece));
  } catch (error) {
    sink.fault(isCut(error) ? "the file is truncated" : reasonOf(error));
  }
  reader.end();
}

const isCut = (error: unknown): boolean => errorCode(error) === "Z_BUF_ERROR";

/** Decompresses a file. Undefined if the content is too large, truncated or corrupt. */
function tryInflate(content: Buffer): Buffer | undefined {
  if (!isGzip(content)) return content;
  try {
    return gunzipSync(content, { maxOutputLength: wholeBytes });
  } catch {
    return undefined;
  }
}

function readWhole(bytes: Buffer, sink: RecordSink): void {
  const isList = list.test(bytes.toString("utf8", 0, enough));
  if (isList) readList(bytes, sink);
  // Without lines that begin with a brace, the file is one JSON document
  else readText(bytes, bytes.indexOf("\n{") > 0, sink);
}

/** Reads most of a list block by block. Reads the rest as if it were a separate list. */
function readList(bytes: Buffer, sink: RecordSink): void {
  const start = bytes.indexOf("[") + 1;
  const { records, end } = readBlocks(
    bytes,
    start,
    (values, first) => sink.records(values, "record", first),
    sink.parse,
  );
  if (records === 0) {
    readText(bytes, false, sink);
    return;
  }
  const rest = Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  readText(rest, false, {
    ...sink,
    records: (values, place, first) => sink.records(values, place, records + first),
    fault: (reason, place, number) => sink.fault(reason, place, number && records + number),
  });
}

function readText(bytes: Buffer, isLines: boolean, sink: RecordSink): void {
  const text = isLines ? undefined : tryDecode(bytes);
  const value = text === undefined ? undefined : tryParse(text);
  if (value !== undefined) {
    deliver(value, "record", 1, sink);
    return;
  }
  const reader = new StreamReader(sink, false);
  reader.write(bytes);
  reader.end();
}

/** Reads text in pieces. The first pieces show whether the text is a list or lines. */
class StreamReader implements PieceTaker {
  private splitter?: Splitter;
  private head: Buffer = Buffer.alloc(0);

  constructor(
    private readonly sink: RecordSink,
    private readonly isCounting = true,
  ) {}

  public write(piece: Buffer): void {
    if (this.isCounting) this.sink.bytes(piece.length);
    if (this.splitter) {
      this.splitter.write(piece);
      return;
    }
    this.head = Buffer.concat([this.head, piece]);
    if (this.head.length >= enough) this.start();
  }

  public end(): void {
    if (!this.splitter) this.start();
    this.splitter?.end();
  }

  public piece(bytes: Buffer, place: RecordPosition, number: number): void {
    const text = tryDecode(bytes);
    if (text === undefined) this.fault("not UTF-8; invalid bytes were replaced", place, number);
    const value = tryParse(text ?? bytes.toString("utf8"));
    if (value === undefined) this.fault("invalid or incomplete JSON", place, number);
    else if (place === "record") this.sink.records([value], place, number);
    else deliver(value, place, number, this.sink);
  }

  public fault(reason: string, place?: RecordPosition, number?: number): void {
    this.sink.fault(reason, place, number);
  }

  private start(): void {
    const isList = list.test(this.head.toString("utf8", 0, enough));
    if (this.head.toString("latin1").trim() === "") this.fault("the file is empty");
    this.splitter = isList ? new ListSplitter(this) : new LineSplitter(this);
    this.splitter.write(this.head);
  }
}

/** Passes a value to the sink. If the value contains a list of records, it passes these records. */
function deliver(value: unknown, place: RecordPosition, number: number, sink: RecordSink): void {
  const [Records, digestStartTime] = [fieldOf(value, "Records"), fieldOf(value, "digestStartTime")];
  const records = Array.isArray(value) ? value : Records;
  if (Array.isArray(records)) {
    const inner = place === "line" ? `line ${number}, record` : "record";
    sink.records(records, inner, 1);
  } else if (typeof digestStartTime === "string") {
    sink.digest();
  } else {
    sink.records([value], place, number);
  }
}
