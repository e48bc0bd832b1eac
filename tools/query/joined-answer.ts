import { CommandError } from "../shared/child-process";
import type { QueryAnswer } from "./query-engine";
import { statementOf } from "./statement";

type Row = QueryAnswer["rows"][number];

/** Order of a statement's rows, and their largest number. */
interface RowOrder {
  readonly terms: readonly { readonly column: string; readonly isDescending: boolean }[];
  readonly limit: number;
}

/**
 * Joins the rows of a query's parts. The result is the same as of one statement: in its order and within its limit. Each part
 * returns its first rows, so the first rows of all parts are among them.
 */
export function joinedAnswer(sql: string, answers: readonly QueryAnswer[]): QueryAnswer {
  const { columns = [], types = [] } = answers[0] ?? {};
  const { terms, limit } = orderOf(sql);
  const comparisons = terms.map(({ column, isDescending }) => {
    const index = columns.indexOf(column);
    if (index === -1)
      throw new CommandError(
        `cannot join the parts: the query orders by ${column}, which it does not select; select it`,
      );
    return comparison(index, types[index] ?? "varchar", isDescending);
  });
  const rows = answers
    .flatMap((answer) => answer.rows)
    .toSorted((a, b) => comparisons.reduce((result, compare) => result || compare(a, b), 0))
    .slice(0, limit);
  return { columns, types, rows, scannedBytes: answers.reduce((sum, { scannedBytes }) => sum + scannedBytes, 0) };
}

/**
 * The last ORDER BY and LIMIT of a statement.
 *
 * @throws {CommandError} when it ends with anything else
 */
export function orderOf(sql: string): RowOrder {
  const [, list = "", limit] =
    /\bORDER BY\s+((?:(?!\bORDER BY\b)[^()])*?)\s+LIMIT\s+(\d+)$/is.exec(statementOf(sql)) ?? [];
  if (limit === undefined)
    throw new CommandError("cannot split the query, because it does not end with ORDER BY and LIMIT; add them");
  const terms = list.split(",").map((term) => {
    const [, column = "", direction = "ASC"] =
      /^\s*(?:\w+\.)?(\w+)(?:\s+(ASC|DESC))?(?:\s+NULLS LAST)?\s*$/i.exec(term) ?? [];
    if (column === "")
      throw new CommandError(
        `cannot split the query, because ORDER BY has an expression that is not a column, got ${term.trim()}; use a column`,
      );
    return { column, isDescending: direction.toUpperCase() === "DESC" };
  });
  return { terms, limit: Number(limit) };
}

/** Order in Trino: null is last in both directions, and strings are compared by their bytes. */
function comparison(index: number, type: string, isDescending: boolean): (a: Row, b: Row) => number {
  const compare = /^(tinyint|smallint|int|integer|bigint)$/.test(type)
    ? (a: string, b: string) => Number(BigInt(a) - BigInt(b))
    : /^(real|float|double|decimal)/.test(type)
      ? (a: string, b: string) => Number(a) - Number(b)
      : (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
  return (a, b) => {
    const [left = null, right = null] = [a[index], b[index]];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return isDescending ? compare(right, left) : compare(left, right);
  };
}
