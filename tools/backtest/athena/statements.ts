import { type CompiledDetection, countingQuery, type Reach } from "./counting-query";

/** Maximum length of a statement of Athena in bytes, less what a plan adds: lists of accounts and of objects that are left out. */
export const mostBytes = 262_144 - 20_000;

/** A statement, and the detections of its numbers. */
export interface Statement {
  readonly sql: string;
  readonly compiled: readonly CompiledDetection[];
}

/** As few statements as possible that evaluate all detections: usually one, because each reads all the logs. */
export function statementsOf(
  compiled: readonly CompiledDetection[],
  reach: Reach,
  most: number = mostBytes,
): readonly Statement[] {
  const statements: Statement[] = [];
  for (let begin = 0; begin < compiled.length;) {
    const statementTo = (end: number): Statement => {
      const some = compiled.slice(begin, end);
      return { sql: countingQuery(some, reach, begin === 0), compiled: some };
    };
    // The longest statement within the limit ends from `low` to `high`
    let [low, high] = [begin + 1, compiled.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (Buffer.byteLength(statementTo(middle).sql) <= most) low = middle;
      else high = middle - 1;
    }
    statements.push(statementTo(low));
    begin = low;
  }
  return statements;
}
