/** A clause that groups rows of a statement: its kind, and the expressions by which it groups. */
export type Grouping = readonly [kind: string, text: string];

/** Returns every clause of a statement that groups rows. A join with values in the query itself groups no rows. */
export function expressionsOf(sql: string): Grouping[] {
  const code = sql
    .replaceAll(/--.*$/gm, "")
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    .replaceAll(/\s+/g, " ");
  const find = (kind: string, pattern: RegExp): Grouping[] =>
    [...code.matchAll(pattern)].map(([, text = ""]) => [kind, text.trim()] as const);
  const grouped = find(
    "GROUP BY",
    /\bGROUP BY ((?:\([^()]*(?:\([^()]*\)[^()]*)*\)|(?!\b(?:HAVING|ORDER BY|LIMIT|UNION)\b)[^()])*)/gi,
  );
  const literals = [...code.matchAll(/(\w+) (?:\([^()]*\) )?AS \((?:VALUES|SELECT keys)\b/gi)].map(([, name]) => name);
  const joined = [...code.matchAll(/(CROSS )?JOIN (\w+|\()/gi)]
    .filter(([, cross, name]) => cross === undefined && !literals.includes(name))
    .map(({ index }): Grouping => {
      const [, text = ""] =
        /\b(?:USING|ON) ?(\([^()]*\)|.*?(?= WHERE| JOIN| GROUP| ORDER|$))/i.exec(code.slice(index)) ?? [];
      return ["JOIN", text.replaceAll(/[()]/g, "").trim()];
    });
  return [
    ...grouped,
    ...find("DISTINCT", /\bSELECT DISTINCT (.*?) FROM\b/gi),
    ...find("OVER", /\bOVER \(((?:[^()]|\([^()]*\))*)\)/gi),
    ...joined,
    ...aggregatesWithoutGroup(code),
  ];
}

/** Returns the SELECTs that return one row for all rows. */
function aggregatesWithoutGroup(code: string): Grouping[] {
  const selects = code.split(/(?=\bSELECT\b)/i).filter((text) => /^SELECT\b/i.test(text));
  return selects
    .filter(
      (text) =>
        /^SELECT (?:DISTINCT )?(count|sum|min|max|map_agg|array_agg|approx_\w+)\(/i.test(text) &&
        !/\b(GROUP BY|OVER)\b/i.test(text),
    )
    .map((text) => ["aggregate", text.trim()]);
}
