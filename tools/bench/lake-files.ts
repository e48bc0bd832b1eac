import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { dayOfEvents } from "../sample-data/events/day-of-events";
import { Random } from "../sample-data/events/random";

/** Log files of CloudTrail in a folder, as the archive has them, and the same events one a line, as open-source Trino reads them. */
export interface LakeFiles {
  /** Folder of the accounts, in the archive. */
  readonly archive: string;

  /** The same with one event a line, and without what cannot be parsed. */
  readonly lines: string;
  readonly files: number;

  /** Size of the events as JSON, and of their compressed files. */
  readonly bytes: number;
  readonly stored: number;

  /** Different events, and lines and files that cannot be parsed. */
  readonly events: number;
  readonly broken: number;

  readonly accounts: readonly string[];
  readonly regions: readonly string[];

  /** First and last day, `yyyy/MM/dd`. */
  readonly days: readonly [string, string];
}

const differentDays = 5;
const eventsOfFile = 2_000;
const aDay = 86_400_000;
const account = (number: number) => String(10 ** 11 + number);

/**
 * Writes log files of this size. Each event has ids of its own, because repeated ones would compress too well. One event in fifty is
 * delivered again, one file in fifty is a day late, and one in forty has a copy that ends too early.
 *
 * @param before day after the last one
 */
export function writeLakeFiles(folder: string, bytes: number, before: Date): LakeFiles {
  const random = new Random("lake");
  const [archive, lines] = [join(folder, "archive"), join(folder, "lines")];
  const days = Array.from({ length: differentDays }, (_, i) => dayText(before, differentDays - i));
  const traffic = days.map((day) => patternsOf(day));
  const totals = { files: 0, bytes: 0, stored: 0, events: 0, broken: 0 };
  for (let number = 0; totals.bytes < bytes; number++) {
    const dayNumber = number % differentDays;
    // Delivered a day late: the events of the day before
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

/** The JSON of an event around its ids and its time. */
type Pattern = readonly string[];

/** The events of a day of an organization. */
function patternsOf(day: string): readonly Pattern[] {
  const members = [account(3), account(4)];
  const source = { day, partition: "aws", management: account(1), logArchive: account(2), members, home: "eu-west-1" };
  return dayOfEvents(source).map((event) => JSON.stringify(event).split(varying));
}

/** The ids of an event and of its request, and the second of its hour. */
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
