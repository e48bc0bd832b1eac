import type { Backtest } from "../backtest";
import { type Found, type LogFile, reasonOf } from "./log-file";
import { Problems } from "../problems";
import { readAhead } from "./read-ahead";
import { readRecords, type RecordSink, wholeBytes } from "./record-reader";
import type { RecordPosition } from "./splitter";

/** Number of files to fetch in advance, and the maximum size of such a file. */
const filesAhead = 16;
const bytesAhead = 4 << 20;

type Opened = Exclude<Found, { kind: "log" }> | { kind: "log"; source: LogFile; content?: Buffer };

/** Reads files into a backtest, and counts them. */
export class Reading {
  /** Log files that were opened. */
  public files = 0;

  /** Uncompressed bytes of the files. */
  public bytes = 0;

  /** Skipped files: digests, other files, and files whose names show that they contain no selected events. */
  public readonly passed = { digest: 0, other: 0, filtered: 0 };
  public readonly problems = new Problems();

  /** @param step called after each small amount of progress */
  constructor(
    public readonly backtest: Backtest,
    private readonly step: () => void = () => {},
  ) {}

  /** Reads the files in order. Continues after a file that cannot be read. */
  public async run(found: AsyncIterable<Found>): Promise<void> {
    for await (const opened of readAhead(found, filesAhead, begin)) {
      if (opened.kind === "unreadable") this.problems.add(opened.name, opened.reason);
      else if (opened.kind === "log") await this.open(opened.source, opened.content);
      else this.passed[opened.kind]++;
      this.step();
    }
  }

  private async open(source: LogFile, fetched: Buffer | undefined): Promise<void> {
    const opened = fetched || source.bytes > wholeBytes ? { content: fetched } : await read(source);
    if ("reason" in opened) this.problems.add(source.name, opened.reason);
    else await this.readFile(source, opened.content);
  }

  private async readFile(source: LogFile, content: Buffer | undefined): Promise<void> {
    this.files++;
    let isDigest = false;
    const sink: RecordSink = {
      parse: this.backtest.parse,
      records: (values, place, first) => {
        this.backtest.take(values, (reason, index) =>
          this.problems.add(source.name, reason, positionOf(place, first + index)),
        );
      },
      fault: (reason, place, number) => this.problems.add(source.name, reason, positionOf(place, number)),
      digest: () => {
        isDigest = true;
      },
      bytes: (count) => {
        this.bytes += count;
        this.step();
      },
    };
    await readRecords(source, content, sink);
    if (!isDigest) return;
    this.files--;
    this.passed.digest++;
  }
}

/** Starts to fetch a remote file, if it is small enough to keep in memory. */
async function begin(found: Found): Promise<Opened> {
  if (found.kind !== "log" || !found.source.isRemote || found.source.bytes > bytesAhead) return found;
  const { source } = found;
  const opened = await read(source);
  if ("reason" in opened) return { kind: "unreadable", name: source.name, reason: opened.reason };
  return { kind: "log", source, content: opened.content };
}

async function read(source: LogFile): Promise<{ content: Buffer } | { reason: string }> {
  try {
    return { content: await source.read() };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

const positionOf = (place: RecordPosition = "", number?: number): string => `${place} ${number ?? ""}`.trim();
