import type { FactTable, Source } from "../fact-table";

/**
 * The value of a condition key in a request: a list for a key with several values, undefined for a key that the request does not
 * contain.
 */
export type Got = string | readonly string[] | undefined;

/** Whether a condition with this operator and this value in a policy matched the value in the request. */
export interface ConditionFact {
  readonly operator: string;
  readonly wanted: string;
  readonly got: Got;
  readonly held: boolean;
}

/** Facts of one source: for each operator and value in a policy, the values in requests and whether the condition matched. */
export function conditionFacts(
  source: Source,
  ...cases: readonly (readonly [operator: string, wanted: string, answers: readonly (readonly [Got, boolean])[]])[]
): FactTable<ConditionFact> {
  const rows = cases.flatMap(([operator, wanted, answers]) =>
    answers.map(([got, held]) => ({ operator, wanted, got, held })),
  );
  return { source, rows };
}

/** Answers for the same requests in the same order. */
export const answersFor =
  (...requests: readonly Got[]) =>
  (...held: readonly boolean[]): readonly (readonly [Got, boolean])[] =>
    requests.map((got, i) => [got, held[i] === true]);
