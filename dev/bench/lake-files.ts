import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { dayOfEvents } from "../../sample-data/events/day-of-events";
import { Random } from "../../sample-data/events/random";

/** Log files of CloudTrail in a folder, and the same events with one event on each line, the format that open-source Trino reads. */
export interface LakeFiles {
  /** Folder of log files in the format of the archive. Contains one folder for each account. */
  readonly archive: string;

  /** Folder of the same log files with one event on each line, without the broken files. */
  readonly lines: string;
  readonly files: number;

  /** Size of the events as JSON, and of the compressed log files. */
  readonly bytes: number;
  readonly stored: number;

  /** Number of different events, and number of files that cannot be parsed. */
  readonly events: number;
  readonly broken: number;

  readonly accounts: readonly string[];
  readonly regions: readonly string[];

  /** First and last day of the log files, `yyyy/MM/dd`. */
  readonly days: readonly [string, string];
}

const differentDays = 5;
const eventsOfFile = 2_000;
const aDay = 86_400_000;
const account = (number: number) => String(10 ** 11 + number);

/**
 * Writes log files of this total size. Each event has different ids, because repeated ids would compress too well. One event in fifty
 * is delivered twice. One file in fifty is delivered a day late. One file in forty has a truncated copy.
 *
 * @param before day after the last day of the log files
 */
export function writeLakeFiles(folder: string, bytes: number, before: Date): LakeFiles {
  const random = new Random("lake");
  const [archive, lines] = [join(folder, "archive"), join(folder, "lines")];
  const days = Array.from({ length: differentDays }, (_, i) => dayText(before, differentDays - i));
  const traffic = days.map((day) => patternsOf(day));
  const totals = { files: 0, bytes: 0, stored: 0, events: 0, broken: 0 };
  for (let number = 0; totals.bytes < bytes; number++) {
    const dayNumber = number % differentDays;
    // A late file contains the events of the previous day
    const isLate = number % 50 === 49 && dayNumber > 0;
    const patterns = traffic[isLate ? dayNumber - 1 : dayNumber] ?? [];
    const texts = Array.from({ length: eventsOfFile }, () => uniqueEvent(random.pick(patterns), random));
    const delivered = [...texts, ...texts.filter((_, i) => i % 50 === 0)];
    const [id, region] = [account(1 + (number % 7)), number % 3 === 0 ? "us-east-1" : "eu-west-1"];
    const path = `${id}/CloudTrail/${region}/${(days[dayNumber] ?? "").replaceAll("-", "/")}/${id}_${number}.json.gz`;
    const body = gzipSync(`{"Records":[${delivered.join(",")}]}`, { level: 6 });
    write(join(archive, path), body);
    write(join(lines, path), gzipSync(delivered.join("\n"), { level: 6 }));
    if (number % 40 === 20) {
      write(join(archive, path.replace(".json", "_cut.json")), body.subarray(0, body.length / 2));
      totals.broken++;
    }
    totals.files++;
    totals.events += texts.length;
    totals.stored += body.length;
    totals.bytes += delivered.reduce((sum, text) => sum + text.length + 1, 0);
  }
  const accounts = Array.from({ length: 7 }, (_, i) => account(i + 1));
  const [first = "", last = ""] = [days[0], days.at(-1)].map((day) => day?.replaceAll("-", "/"));
  return { ...totals, archive, lines, accounts, regions: ["eu-west-1", "us-east-1"], days: [first, last] };
}

function write(path: string, body: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, body);
}

const dayText = (before: Date, count: number): string =>
  new Date(before.getTime() - count * aDay).toISOString().slice(0, 10);

/** The JSON of an event, split where its ids and its time are. */
type Pattern = readonly string[];

/** The events of a day of an organization. */
function patternsOf(day: string): readonly Pattern[] {
  const members = [account(3), account(4)];
  const source = { day, partition: "aws", management: account(1), logArchive: account(2), members, home: "eu-west-1" };
  return dayOfEvents(source).map((event) => JSON.stringify(event).split(varying));
}

/** The id of an event, the id of its request, and the minute and second of its time. */
const varying = /(?<="(?:eventID|requestID)":")[^"]*(?=")|(?<="eventTime":"[^"]{14})[^"]*(?=Z")/;

const minute = /"eventTime":"[^"]{14}$/;

const uniqueEvent = (pattern: Pattern, random: Random): string =>
  pattern
    .slice(1)
    .reduce(
      (text, next, i) => text + (minute.test(pattern[i] ?? "") ? timeOf(random) : randomUUID()) + next,
      pattern[0] ?? "",
    );

const timeOf = (random: Random): string =>
  [random.below(60), random.below(60)].map((n) => String(n).padStart(2, "0")).join(":");
