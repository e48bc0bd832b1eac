import { printable } from "../../shared/printable";
import { newTable, type Drawing } from "../../shared/terminal";
import type { BacktestResult, DetectionResult, Ranking, ReadResult } from "./result";

/** Options to print a result. */
export interface ResultDrawing extends Drawing {
  /** Whether to list detections without a match. */
  readonly isAll: boolean;
}

/** Minimum width in characters for the columns with the days of the first and the last match. */
const wide = 100;

/** Maximum number of problems below the table, and of names for each detection. */
const namedProblems = 20;
const namesEach = 3;

/** The result as text: a table, details of each alarm, and the amount of data. */
export function drawResult({ read, detections, problems }: BacktestResult, drawing: ResultDrawing): string {
  const parts = [...describeDetections(detections, drawing), describeReading(read), ...describeProblems(problems)];
  return parts.join("\n\n");
}

/** The table of the detections, details of each alarm, and their totals. */
export function describeDetections(detections: readonly DetectionResult[], drawing: ResultDrawing): string[] {
  const shown = detections
    .filter(({ events }) => drawing.isAll || events > 0)
    .toSorted((a, b) => (b.alarms ?? -1) - (a.alarms ?? -1) || b.events - a.events);
  const fired = shown.filter(({ alarms }) => alarms !== null && alarms > 0);
  return [
    ...(shown.length > 0 ? [drawTable(shown, drawing)] : []),
    ...fired.map((detection) => describeAlarms(detection, drawing.width)),
    totals(detections),
  ];
}

function drawTable(detections: readonly DetectionResult[], drawing: Drawing): string {
  const isWide = drawing.width >= wide;
  const head = ["detection", "severity", "alarms", "a week", "events", ...(isWide ? ["first", "last"] : [])];
  const table = newTable(head, drawing, {
    colAligns: ["left", "left", "right", "right", "right", "left", "left"],
  });
  const days = ({ firstEvent, lastEvent }: DetectionResult) => [firstEvent, lastEvent].map((time) => day(time));
  table.push(
    ...detections.map((detection) => {
      const { id, severity, alarms, alarmsPerWeek, events } = detection;
      const numbers = [alarms ?? "-", alarmsPerWeek?.toFixed(1) ?? "-", events.toLocaleString("en")];
      return [id, severity, ...numbers, ...(isWide ? days(detection) : [])];
    }),
  );
  return table.toString();
}

/** Times and callers of an alarm. */
function describeAlarms(
  { id, title, alarmTimes, principals, accounts, calls }: DetectionResult,
  width: number,
): string {
  const [first, last] = [alarmTimes[0], alarmTimes.at(-1)].map((firing) => minute(firing?.from));
  const lines = [
    `${id}: ${title}`,
    alarmTimes.length === 1 ? `  at  ${first}` : `  at  ${first} first, ${last} last`,
    ...names(principals).map((name, i) => `${i === 0 ? "  by  " : "      "}${name}`),
    `  in  ${names(accounts).join(", ")}`,
    `  of  ${names(calls).join(", ")}`,
  ];
  return lines.map((line) => cutLine(printable(line), width)).join("\n");
}

function names({ top, otherEvents }: Ranking): string[] {
  const named = top.slice(0, namesEach).map(({ name, events }) => `${name} (${events.toLocaleString("en")})`);
  const others = otherEvents + top.slice(namesEach).reduce((sum, { events }) => sum + events, 0);
  return others > 0 ? [...named, `others (${others.toLocaleString("en")})`] : named;
}

function totals(detections: readonly DetectionResult[]): string {
  const of = (severity: string) => {
    const rows = detections.filter((detection) => detection.severity === severity);
    const sum = (value: (row: DetectionResult) => number | null) =>
      rows.reduce((total, row) => total + (value(row) ?? 0), 0);
    return `${severity} ${sum(({ alarms }) => alarms)} alarms, ${sum(({ alarmsPerWeek }) => alarmsPerWeek).toFixed(1)} a week`;
  };
  const run = ["page", "notify"].filter((severity) => detections.some((detection) => detection.severity === severity));
  return run.length > 0 ? `Total: ${run.map(of).join("; ")}.` : "Total: no alarms, because severity watch has none.";
}

function describeReading(read: ReadResult): string {
  const { files, events, firstEvent, lastEvent, days } = read;
  const more = [
    [read.duplicates, "duplicates counted once"],
    [read.leftOut, "events excluded by the options"],
    [read.filesNotOpened, "files excluded by the options"],
    [read.digests, "digests"],
    [read.otherFiles, "other files"],
  ] as const;
  const also = more.filter(([count]) => count > 0).map(([count, what]) => `${count.toLocaleString("en")} ${what}`);
  const span = events === 0 ? "" : ` from ${minute(firstEvent)} to ${minute(lastEvent)} UTC, ${days} days`;
  const text = `Read: ${events.toLocaleString("en")} events in ${files.toLocaleString("en")} files${span}`;
  return [text, ...also].join("; ") + ".";
}

/** The problems below a heading, if there are any. */
export function describeProblems(
  { count, named }: BacktestResult["problems"],
  heading = "Could not be read and is not counted above",
): string[] {
  if (count === 0) return [];
  const lines = named.slice(0, namedProblems).map(({ file, reason, position, count: often }) => {
    const where = position === "" ? file : `${file}, ${position}`;
    return `  ${printable(`${where}: ${reason}`)}${often > 1 ? ` (${often} times)` : ""}`;
  });
  const rest = named.length - lines.length;
  const more = rest > 0 ? [`  and ${rest} more; --json lists them`] : [];
  return [[`${heading}: ${count}`, ...lines, ...more].join("\n")];
}

const day = (time: string | null): string => time?.slice(0, 10) ?? "";
const minute = (time: string | null | undefined): string => time?.slice(0, 16).replace("T", " ") ?? "";
const cutLine = (line: string, width: number): string => (line.length > width ? `${line.slice(0, width - 1)}…` : line);
