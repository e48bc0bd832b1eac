/**
 * Replaces `count(DISTINCT x)` in an aggregate expression by the size of a histogram, which has the same value.
 *
 * For each DISTINCT over another expression, the query engine sorts or reads all rows again. It computes a histogram together with
 * the other aggregates.
 *
 * @throws when brackets are not closed
 */
export function replaceDistinct(sql: string): string {
  const begin = /\bcount\s*\(\s*DISTINCT\b/i.exec(sql);
  if (begin === null) return sql;
  const [argument, rest] = splitAtClosing(sql, begin.index + begin[0].length);
  const filter = /^\s*FILTER\s*\(/i.exec(rest);
  const [condition, after] = filter ? splitAtClosing(rest, filter[0].length) : [undefined, rest];
  const suffix = condition === undefined ? "" : ` FILTER (${condition})`;
  const size = `coalesce(cardinality(histogram(${argument.trim()})${suffix}), 0)`;
  return `${sql.slice(0, begin.index)}${size}${replaceDistinct(after)}`;
}

/** The text up to the closing bracket of an earlier opening bracket, and the text after the closing bracket. */
function splitAtClosing(sql: string, start: number): [string, string] {
  let depth = 1;
  for (const { 0: token, index } of sql.slice(start).matchAll(/'(?:[^']|'')*'|[()]/g)) {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (depth === 0) return [sql.slice(start, start + index), sql.slice(start + index + 1)];
  }
  throw new Error(`a bracket is not closed in "${sql}"`);
}
