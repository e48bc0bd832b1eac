import { newTable, standardOutput } from "../terminal";
import type { AlarmReport } from "./alarm-report";
import type { QueryAnswer } from "./trino";

/** Widest text of a cell; longer ones are cut in tables, never in JSON. */
const widest = 60;

/** A table for people. Without colour where standard output is no terminal. */
export function table(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const drawn = newTable(head, standardOutput());
  drawn.push(...rows.map((row) => row.map(cell)));
  return drawn.toString();
}

function cell(value: unknown): string {
  const text = value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}

/** The alarms, the ones that fired first. */
export function alarmTable(reports: readonly AlarmReport[]): string {
  const rows = reports
    .toSorted((a, b) => b.firing.length - a.firing.length || a.alarm.localeCompare(b.alarm))
    .map(({ alarm, topic, events, firing }) => [
      alarm,
      topic,
      firing.length === 0 ? "quiet" : `${firing.length} times`,
      events.length,
      firing[0] ?? "",
      [...new Set(events.map(({ userIdentity: { arn, invokedBy } }) => arn ?? invokedBy))].join(", "),
    ]);
  return table(["alarm", "topic", "in ALARM", "events", "first", "by whom"], rows);
}

/** What a query answered, and what it cost to answer. */
export function answerTable({ columns, rows, scannedBytes }: QueryAnswer): string {
  return `${table(columns, rows)}\n${rows.length} rows; ${scannedBytes} bytes of the archive read`;
}
