import { printable } from "../../shared/printable";
import { type Drawing, newTable } from "../../shared/terminal";
import type { Outcome } from "./deployment";
import type { ChangeCount } from "./terraform-output";

/** The outcomes as a table, a line with counts, and the errors. */
export function outcomeTable(outcomes: readonly Outcome[], drawing: Drawing): string {
  const table = newTable(["root", "result", "add", "change", "destroy", "seconds"], drawing);
  for (const { root, result, changes, seconds } of outcomes) {
    const counts = [changes?.add, changes?.change, changes?.remove].map((count) => count ?? "");
    table.push([printable(root), result, ...counts, seconds]);
  }
  const errors = outcomes.flatMap(({ root, errors: all }) =>
    all.map((error) => `${printable(root)}: ${error.split("\n").map(printable).join("\n  ")}`),
  );
  return [table.toString(), countLine(outcomes), ...errors].join("\n");
}

/** The number of roots with each result. */
export function countLine(outcomes: readonly Outcome[]): string {
  const results = [...new Set(outcomes.map(({ result }) => result))];
  const counts = results.map((one) => `${outcomes.filter(({ result }) => result === one).length} ${one}`);
  const changed = outcomes.filter(({ changes }) => hasChanges(changes)).length;
  return `${outcomes.length} roots: ${counts.join(", ")}; ${changed} with changes`;
}

/** Whether a run changed resources, or planned changes. */
export const hasChanges = (changes: ChangeCount | undefined): boolean =>
  changes !== undefined && changes.add + changes.change + changes.remove > 0;
