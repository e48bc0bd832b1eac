import { styleText } from "node:util";
import Table, { type TableConstructorOptions } from "cli-table3";

/** What a drawing has to know of where it is shown. */
export interface Drawing {
  /** Columns of the terminal. */
  readonly width: number;
  readonly isColoured: boolean;
}

/** Columns where standard output is no terminal and does not say. */
const defaultWidth = 120;

/** How standard output is drawn on: in colour on a terminal only, and not where NO_COLOR is set. */
export function standardOutput(): Drawing {
  return {
    width: process.stdout.columns ?? (Number(process.env["COLUMNS"]) || defaultWidth),
    isColoured: process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined,
  };
}

/**
 * An empty table: no rule between two rows, and the head in bold where colours are wanted. The library's own colours are
 * off, because it reads the environment when it is loaded and would disagree with the drawing.
 */
export function newTable(
  head: readonly string[],
  { isColoured }: Pick<Drawing, "isColoured">,
  options: Omit<TableConstructorOptions, "head" | "style"> = {},
): Table.Table {
  return new Table({
    ...options,
    head: isColoured ? head.map((name) => styleText("bold", name, { validateStream: false })) : [...head],
    style: { compact: true, head: [], border: [] },
  });
}
