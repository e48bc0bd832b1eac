import { stripVTControlCharacters } from "node:util";
import { prices } from "../../config/schema/prices";
import { printable } from "../../shared/printable";
import { newTable, type Drawing } from "../../shared/terminal";
import type { LakeDays } from "./lake-days";
import type { QueryAnswer } from "./query-engine";

/** Minimum number of bytes that Athena charges for a query. */
const leastBytes = 10_000_000;

/**
 * Cost of a query in dollars, at the list price of most regions.
 *
 * @see https://aws.amazon.com/athena/pricing/
 */
export function costOf(scannedBytes: number): number {
  return (Math.max(scannedBytes, leastBytes) / 1e12) * prices.athenaTerabyte;
}

const units = ["bytes", "kB", "MB", "GB", "TB", "PB"];

/** Bytes as text: 1,500,000 is 1.5 MB. */
export function bytesText(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${Number((bytes / 1_000 ** power).toPrecision(3))} ${units[power]}`;
}

/** The result as a table. If a row does not fit into the terminal, each value has its own line. */
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
 * The result as comma-separated values (RFC 4180). The first line has the column names. A single quote precedes a value that a
 * spreadsheet would run as a formula, because callers of AWS choose values such as the user agent.
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

/** A result, with the unreadable objects and the days that were read from the lakehouse. */
type Answered = QueryAnswer & { readonly unreadable?: readonly string[]; readonly lakehouse?: readonly LakeDays[] };

/** The result as JSON: one object for each row, with the column names as keys. */
export function answerJson({ columns, rows, scannedBytes, unreadable = [], lakehouse }: Answered): string {
  const objects = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])));
  const answer = { rows: objects, scannedBytes, dollars: costOf(scannedBytes), unreadable };
  return JSON.stringify({ ...answer, ...(lakehouse && { lakehouse }) }, undefined, 2);
}
