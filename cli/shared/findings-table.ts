import { printable } from "../../shared/printable";
import { type Drawing, newTable } from "../../shared/terminal";

/** A finding in a root, as a row of a table. */
export interface FindingRow {
  readonly root: string;
  readonly region?: string;

  /** Id of the check or guarantee that reports the finding. */
  readonly id: string;

  /** Description of the problem, and the fix. */
  readonly message: string;
}

/** Minimum width of the column with the messages, in characters. */
const leastWidth = 40;

/**
 * Findings as a table. Control characters are removed, because anyone can choose the name of a resource in AWS.
 *
 * @param kind title of the column with the ids
 */
export function findingsTable(findings: readonly FindingRow[], kind: string, drawing: Drawing): string {
  const rows = findings.map(({ root, region = "", id, message }) => [root, region, id, message].map(printable));
  const widths = [0, 1, 2].map((column) => Math.max(8, ...rows.map((row) => (row[column] ?? "").length)) + 2);
  const rest = Math.max(leastWidth, drawing.width - widths.reduce((sum, width) => sum + width, 0) - 5);
  const table = newTable(["root", "region", kind, "problem and fix"], drawing, {
    colWidths: [...widths, rest],
    wordWrap: true,
  });
  table.push(...rows);
  return table.toString();
}
