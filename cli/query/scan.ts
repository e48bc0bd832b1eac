import { opaque } from "../../queries/query-parameters";
import { tablesNamed } from "../../queries/relations";
import type { LogTable } from "../../tables/log-table";
import type { LogView } from "../../tables/log-view";
import { daysBefore } from "./day-number";

/** Tables and views of a configuration. */
export interface Catalog {
  readonly tables: readonly LogTable[];
  readonly views: readonly Pick<LogView, "name" | "sql">[];
}

/** One use of a table in a query, with the conditions on its partitions. */
export interface Scan {
  readonly table: LogTable;

  /** Values of the partition columns that are limited to one value. */
  readonly values: Readonly<Record<string, string>>;

  /** First and last day, `yyyy/MM/dd`. Undefined if no condition limits the days that the engine plans. */
  readonly days?: readonly [string, string] | undefined;
}

/** The scans of a statement. Each use of a table is a scan, and also each use through a view. */
export function scansOf(sql: string, values: readonly string[], { tables, views }: Catalog): Scan[] {
  // Comments and strings become spaces of the same length, so that positions stay the same
  const code = sql.replaceAll(opaque, (text) => " ".repeat(text.length));
  const mentions = [...code.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/gi)].flatMap(({ index, 1: name = "" }) => {
    const view = views.find((one) => one.name === name);
    const names = view ? tablesNamed(view.sql, namesOf(tables)) : [name];
    const read = tables.filter((table) => names.includes(table.name));
    return read.length === 0 ? [] : [{ index, read }];
  });
  return mentions.flatMap(({ index, read }, i) => {
    const end = mentions[i + 1]?.index ?? code.length;
    const condition = new Condition(code.slice(index, end), values.slice(parametersIn(code.slice(0, index))));
    return read.map((table) => ({ table, values: condition.valuesOf(table), days: condition.days() }));
  });
}

const namesOf = (tables: readonly LogTable[]) => tables.map(({ name }) => name);
const parametersIn = (text: string): number => text.split("?").length - 1;

/** The SQL after a FROM, with the values of its parameters. */
class Condition {
  constructor(
    private readonly text: string,
    private readonly values: readonly string[],
  ) {}

  /** Values of partition columns that are compared with one value. A value with a LIKE wildcard is left out. */
  public valuesOf({ partitions }: LogTable): Record<string, string> {
    return Object.fromEntries(
      partitions.flatMap(({ name }) => {
        const found = new RegExp(String.raw`\b${name}\s*(LIKE|=)\s*\?`, "i").exec(this.text);
        const value = found && this.values[parametersIn(this.text.slice(0, found.index))];
        return typeof value !== "string" || /[%_]/.test(value) ? [] : [[name, value]];
      }),
    );
  }

  /** Days of `day BETWEEN a AND b` or `day = a`. A `day` inside a function is ignored, because the engine cannot plan with it. */
  public days(): readonly [string, string] | undefined {
    const found = /\bday\s*(BETWEEN|=)/i.exec(this.text);
    if (!found) return undefined;
    const begin = found.index + found[0].length;
    const [first, last] = this.operands(begin);
    return found[1] === "=" ? [first, first] : [first, last];
  }

  /** The days on both sides of the AND. If the left side has two parameters, the second is a number of days to subtract. */
  private operands(begin: number): readonly [string, string] {
    const middle = begin + outerAnd(this.text.slice(begin));
    const at = (position: number) => parametersIn(this.text.slice(0, position));
    const [day = "", less = "0"] = this.values.slice(at(begin), at(middle));
    return [daysBefore(day, Number(less)), this.values[at(middle)] ?? day];
  }
}

/** Position of the first AND outside brackets. The end of the text if there is none. */
function outerAnd(text: string): number {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/[()]|\bAND\b/gi)) {
    if (token === "(") depth++;
    else if (token === ")") depth--;
    else if (depth === 0) return index;
    if (depth < 0) return index;
  }
  return text.length;
}
