import { styleText } from "node:util";
import Table, { type TableConstructorOptions } from "cli-table3";

/** Properties of the terminal that tables depend on. */
export interface Drawing {
  /** Columns of the terminal. */
  readonly width: number;
  readonly isColoured: boolean;
}

/** Number of columns if standard output is not a terminal. */
const defaultWidth = 120;

/** Properties of standard output. Colours are enabled only on a terminal, and only if NO_COLOR is not set. */
export function standardOutput(): Drawing {
  return {
    width: process.stdout.columns ?? (Number(process.env["COLUMNS"]) || defaultWidth),
    isColoured: process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined,
  };
}

/**
 * An empty table without lines between rows. The head is bold if colours are enabled. The colours of the library are disabled,
 * because the library reads the environment when it is loaded, and might decide differently from `drawing`.
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
