import { isRecord } from "../../shared/keys";
import { matches, valueText } from "./compare";

/** Elements of a policy statement. */
type Statement = Readonly<Record<string, unknown>>;

/**
 * The differences between the policy of a resource and its synthesized policy. Each statement that differs is one sentence.
 *
 * @param resource name of the resource in messages
 * @param actual JSON of the policy in AWS. Undefined if there is no policy
 * @param kind name of the kind of policy in messages
 */
export function policyFacts(resource: string, expected: string, actual: string | undefined, kind = "policy"): string[] {
  if (actual === undefined) return [`${resource} has no ${kind}`];
  const [wanted, found] = [read(expected), read(actual)];
  if (wanted.version !== found.version) return [`${kind} of ${resource}: version is ${valueText(found.version)}`];
  const missing = findUnmatched(wanted.statements, found.statements, matches);
  const added = findUnmatched(found.statements, wanted.statements, (one, other) => matches(other, one));
  const hasSid = (statements: readonly Statement[], { Sid }: Statement) =>
    Sid !== undefined && statements.some((other) => other["Sid"] === Sid);
  return [
    ...missing.map((statement) => {
      const changed = hasSid(added, statement) && added.find(({ Sid }) => Sid === statement["Sid"]);
      if (changed === false) return `${kind} of ${resource} has no statement ${nameOf(statement)}`;
      const elements = Object.keys({ ...statement, ...changed }).filter(
        (element) => !matches(statement[element], changed?.[element]),
      );
      return `${kind} of ${resource}: statement ${nameOf(statement)} has a different ${elements.join(" and ")}`;
    }),
    ...added
      .filter((statement) => !hasSid(missing, statement))
      .map((statement) => `${kind} of ${resource} has an unexpected statement: ${nameOf(statement)}`),
  ];
}

/** Statements of a list that have no equal statement in another list. */
function findUnmatched(
  statements: readonly Statement[],
  others: readonly Statement[],
  equal: (one: Statement, other: Statement) => boolean,
): Statement[] {
  const left = [...others];
  return statements.filter((statement) => {
    const index = left.findIndex((other) => equal(statement, other));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

const nameOf = (statement: Statement): string => (statement["Sid"] as string | undefined) ?? valueText(statement);

function read(text: string): { readonly version: unknown; readonly statements: readonly Statement[] } {
  const { Version: version, Statement: statements = [] } = JSON.parse(text);
  return { version, statements: [statements].flat().map(normalizeStatement) };
}

/** A statement with principals in the form that AWS returns: an account id becomes the ARN of its root user, and `*` becomes a list. */
function normalizeStatement(statement: Statement): Statement {
  return Object.fromEntries(
    Object.entries(statement).map(([element, value]) =>
      element === "Principal" || element === "NotPrincipal" ? [element, principals(value)] : [element, value],
    ),
  );
}

function principals(element: unknown): unknown {
  if (element === "*") return { AWS: ["*"] };
  const { AWS: ids, ...others } = isRecord(element) ? element : {};
  return ids === undefined ? others : { ...others, AWS: [ids].flat().map((id) => accountOf(String(id))) };
}

const accountOf = (principal: string): string => /^arn:[^:]+:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;
