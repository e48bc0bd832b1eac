import { CommandError } from "../../shared/child-process";
import type { QueryAnswer } from "./query-engine";
import { statementOf } from "./statement";

type Row = QueryAnswer["rows"][number];

/** Order of the rows of a statement, and their maximum number. */
interface RowOrder {
  readonly terms: readonly { readonly column: string; readonly isDescending: boolean }[];
  readonly limit: number;
}

/**
 * Joins the rows of the parts of a query. The result has the same order and the same limit as the result of one statement. Each part
 * returns its first rows, so these rows contain the first rows of the whole query.
 */
export function joinedAnswer(sql: string, answers: readonly QueryAnswer[]): QueryAnswer {
  const { columns = [], types = [] } = answers[0] ?? {};
  const { terms, limit } = orderOf(sql);
  const comparisons = terms.map(({ column, isDescending }) => {
    const index = columns.indexOf(column);
    if (index === -1)
      throw new CommandError(
        `cannot join the parts, because the query orders by ${column} but does not select it; add ${column} to the SELECT`,
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
 * Parses the last ORDER BY and LIMIT of a statement.
 *
 * @throws {CommandError} when the statement does not end with ORDER BY and LIMIT
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

/** Compares rows as Trino does: null is last in both directions, and strings are compared byte by byte. */
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
