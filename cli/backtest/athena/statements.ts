import { type CompiledDetection, countingQuery, type Reach } from "./counting-query";

/** Maximum length of a statement in bytes: Athena's limit, less room for the lists of accounts and excluded objects. */
export const mostBytes = 262_144 - 20_000;

/** A statement, and its detections in the order of their numbers. */
export interface Statement {
  readonly sql: string;
  readonly compiled: readonly CompiledDetection[];
}

/** The smallest number of statements that evaluate all detections. It is usually one. Each statement reads all the logs. */
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
    // Binary search: the longest statement within the limit ends between `low` and `high`
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
