import { printable } from "../../config/printable";
import { type Drawing, newTable } from "../shared/terminal";
import type { Finding } from "./check";

/** Width of the column with the messages, at least. */
const leastWidth = 40;

/** Findings as a table. Names in AWS are chosen by others, so they are printed safely. */
export function findingsTable(findings: readonly Finding[], drawing: Drawing): string {
  const rows = findings.map(({ root, check, region = "", message }) => [root, region, check, message].map(printable));
  const widths = [0, 1, 2].map((column) => Math.max(8, ...rows.map((row) => (row[column] ?? "").length)) + 2);
  const rest = Math.max(leastWidth, drawing.width - widths.reduce((sum, width) => sum + width, 0) - 5);
  const table = newTable(["root", "region", "check", "what is wrong, and what to do"], drawing, {
    colWidths: [...widths, rest],
    wordWrap: true,
  });
  table.push(...rows);
  return table.toString();
}
