import { principalOf } from "../cli/backtest/principal";
import { newTable, standardOutput } from "../shared/terminal";
import type { AlarmReport } from "./alarm-report";

/** Maximum width of a cell, in characters. Tables shorten longer values. JSON has the whole value. */
const widest = 60;

/** A table for people, with colours only if standard output is a terminal. */
export function table(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const drawn = newTable(head, standardOutput());
  drawn.push(...rows.map((row) => row.map(cell)));
  return drawn.toString();
}

function cell(value: unknown): string {
  const text = value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}

/** A table of the raised alarms, or of all alarms. The most frequent alarm is first. A last line counts alarms that are not listed. */
export function alarmTable(reports: readonly AlarmReport[], isAll: boolean): string {
  const shown = reports.filter(({ firing }) => isAll || firing.length > 0);
  const quiet = reports.length - shown.length;
  const rows = shown
    .toSorted((a, b) => b.firing.length - a.firing.length || a.alarm.localeCompare(b.alarm))
    .map(({ alarm, topic, events, firing }) => [
      alarm,
      topic,
      firing.length === 0 ? "quiet" : `${firing.length} times`,
      events.length,
      firing[0] ?? "",
      [...new Set(events.map(({ userIdentity }) => principalOf(userIdentity)))].join(", "),
    ]);
  const drawn = table(["alarm", "topic", "in ALARM", "events", "first", "principal"], rows);
  return quiet === 0 ? drawn : `${drawn}\n${quiet} more alarms were not raised; --all lists them`;
}
