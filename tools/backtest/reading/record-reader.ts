import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { isGzip, pour } from "./inflate";
import { LineSplitter } from "./line-splitter";
import { type ListParser, readBlocks } from "./list-blocks";
import { ListSplitter } from "./list-splitter";
import { type LogFile, reasonOf } from "./log-file";
import { tryDecode, tryParse } from "./record-text";
import type { PieceTaker, RecordPosition, Splitter } from "./splitter";

/** What takes the records of a file. */
export interface RecordSink {
  /** Parses records that follow each other. */
  readonly parse?: ListParser;

  /** Records that follow each other, and the number of the first one. */
  records(values: readonly unknown[], place: RecordPosition, first: number): void;

  /** Something of the file could not be read: the record there, or the file where no number is given. */
  fault(reason: string, place?: RecordPosition, number?: number): void;

  /** The file is a digest: it lists log files and holds no event. */
  digest(): void;

  /** So many bytes were read, uncompressed. */
  bytes(count: number): void;
}

/** Files up to this size, stored and uncompressed, are parsed as one text: that is fastest. Others are streamed. */
export const wholeBytes = 16 << 20;

const list = /^\uFEFF?\s*(?:\{\s*"Records"\s*:\s*)?\[/;

/** Bytes after which a list and lines can be distinguished, white space included. */
const enough = 256;

/**
 * Reads the records of a file, compressed or not: a list as CloudTrail writes it, or a record on each line.
 *
 * The sink is notified of parts that cannot be read. The parts before and after them are still read.
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

const isCut = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "Z_BUF_ERROR";

/** Undefined when it is too large, cut or broken. */
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
  // A record that is spread over lines is one text
  else readText(bytes, bytes.indexOf("\n{") > 0, sink);
}

/** Reads most of a list block by block, and the rest as if it were all of the list. */
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

/** Reads a text in pieces. The first pieces show whether it is a list or lines. */
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

/** Gives a value to the sink: the records in it, or itself. */
function deliver(value: unknown, place: RecordPosition, number: number, sink: RecordSink): void {
  const { Records, digestStartTime } = (value ?? {}) as { Records?: unknown; digestStartTime?: unknown };
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
