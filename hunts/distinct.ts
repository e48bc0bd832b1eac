/**
 * An aggregate expression with `count(DISTINCT x)` written as the size of a histogram, which has the same value.
 *
 * Each DISTINCT over another expression makes the engine sort all rows again, or read them again. A histogram is computed
 * where the other aggregates are.
 *
 * @throws when brackets are not closed
 */
export function withoutDistinct(sql: string): string {
  const begin = /\bcount\s*\(\s*DISTINCT\b/i.exec(sql);
  if (begin === null) return sql;
  const [argument, rest] = toClosing(sql, begin.index + begin[0].length);
  const filter = /^\s*FILTER\s*\(/i.exec(rest);
  const [condition, after] = filter ? toClosing(rest, filter[0].length) : [undefined, rest];
  const suffix = condition === undefined ? "" : ` FILTER (${condition})`;
  const size = `coalesce(cardinality(histogram(${argument.trim()})${suffix}), 0)`;
  return `${sql.slice(0, begin.index)}${size}${withoutDistinct(after)}`;
}

/** The text up to the bracket that closes one before it, and the text after that bracket. */
function toClosing(sql: string, start: number): [string, string] {
  let depth = 1;
  for (const { 0: token, index } of sql.slice(start).matchAll(/'(?:[^']|'')*'|[()]/g)) {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (depth === 0) return [sql.slice(start, start + index), sql.slice(start + index + 1)];
  }
  throw new Error(`a bracket is not closed in "${sql}"`);
}
