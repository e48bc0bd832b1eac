import { styleText } from "node:util";
import Table, { type TableConstructorOptions } from "cli-table3";

/** Properties of the output for a drawing. */
export interface Drawing {
  /** Columns of the terminal. */
  readonly width: number;
  readonly isColoured: boolean;
}

/** Number of columns if standard output is no terminal. */
const defaultWidth = 120;

/** Properties of standard output: colours only on a terminal, and not if NO_COLOR is set. */
export function standardOutput(): Drawing {
  return {
    width: process.stdout.columns ?? (Number(process.env["COLUMNS"]) || defaultWidth),
    isColoured: process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined,
  };
}

/**
 * An empty table without rules between rows, and with a bold head if colours are enabled. The library's own colours are
 * disabled, because it reads the environment when it is loaded and might disagree with the drawing.
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
