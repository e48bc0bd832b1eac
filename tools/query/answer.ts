import { stripVTControlCharacters } from "node:util";
import { prices } from "../../config/schema/prices";
import { printable } from "../shared/printable";
import { newTable, type Drawing } from "../shared/terminal";
import type { QueryAnswer } from "./query-engine";

/** The least that Athena counts for a query. */
const leastBytes = 10_000_000;

/**
 * What a query costs, in dollars, at the list price of most regions.
 *
 * @see https://aws.amazon.com/athena/pricing/
 */
export function costOf(scannedBytes: number): number {
  return (Math.max(scannedBytes, leastBytes) / 1e12) * prices.athenaTerabyte;
}

const units = ["bytes", "kB", "MB", "GB", "TB", "PB"];

/** Bytes for people: 1,500,000 are 1.5 MB. */
export function bytesText(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${Number((bytes / 1_000 ** power).toPrecision(3))} ${units[power]}`;
}

/** The answer as a table no wider than the terminal; where a row would not fit, one value a line. */
export function answerTable(answer: QueryAnswer, { width, isColoured }: Drawing): string {
  const columns = answer.columns.map(printable);
  const rows = answer.rows.map((row) => row.map((value) => printable(value ?? "")));
  const table = newTable(columns, { isColoured });
  table.push(...rows);
  const drawn = table.toString();
  const isTooWide = stripVTControlCharacters(drawn.slice(0, drawn.indexOf("\n"))).length > width;
  return isTooWide ? rows.map((row, i) => record(columns, row, i)).join("\n") : drawn;
}

function record(columns: readonly string[], row: readonly string[], index: number): string {
  const longest = Math.max(...columns.map(({ length }) => length));
  const lines = columns.map((column, i) => `  ${column.padEnd(longest)}  ${row[i]}`);
  return [`row ${index + 1}`, ...lines].join("\n");
}

/**
 * The answer as comma-separated values: RFC 4180, with the names of the columns first. A value that a spreadsheet would
 * run as a formula has a single quote before it: whoever calls AWS chooses the user agent.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function answerCsv({ columns, rows }: QueryAnswer): string {
  return [columns, ...rows].map((row) => row.map(field).join(",")).join("\r\n");
}

function field(value: string | null): string {
  if (value === null) return "";
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text === "" ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An answer, with what could not be read for it. */
type Answered = QueryAnswer & { readonly unreadable?: readonly string[] };

/** The answer as JSON: one object a row, by the names of the columns. */
export function answerJson({ columns, rows, scannedBytes, unreadable = [] }: Answered): string {
  const objects = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])));
  return JSON.stringify({ rows: objects, scannedBytes, dollars: costOf(scannedBytes), unreadable }, undefined, 2);
}
