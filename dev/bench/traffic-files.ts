import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { evasionEvents } from "./evasion-events";
import { dayOfEvents } from "../../sample-data/events/day-of-events";

/** Number of different days. Later days are copies of these days with different event ids. */
const differentDays = 30;
const aDay = 24 * 60 * 60_000;

/**
 * Writes uncompressed files in CloudTrail's format, up to this total size. Each file contains a day of an organization, and
 * the evasion rows of that day.
 */
export function writeTraffic(folder: string, bytes: number): void {
  mkdirSync(folder);
  const days = Array.from({ length: differentDays }, (_, number) => dayText(number));
  let written = 0;
  for (let number = 0; written < bytes; number++) {
    const copy = Math.floor(number / differentDays);
    const text = (days[number % differentDays] ?? "").replaceAll('"eventID":"', `"eventID":"${copy}-`);
    writeFileSync(join(folder, `day-${String(number).padStart(5, "0")}.json`), text);
    written += text.length;
  }
}

function dayText(number: number): string {
  const account = (n: number) => String(10 ** 11 + n);
  const day = new Date(Date.UTC(2026, 0, 1) + number * aDay).toISOString().slice(0, 10);
  const ordinary = dayOfEvents({
    day,
    partition: "aws",
    management: account(1),
    logArchive: account(2),
    members: [account(3), account(4)],
    home: "eu-west-1",
  });
  const events = [...ordinary, ...evasionEvents(day, number)];
  return JSON.stringify({ Records: events.toSorted((a, b) => a.eventTime.localeCompare(b.eventTime)) });
}
