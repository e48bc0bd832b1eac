import { UserError } from "../../../shared/user-error";
import type { Stack } from "../../../terraform-types/synthesized/stack";
import { sizeOf } from "../policy-text";
import { type Statement, statementsOf } from "./statements";

/** Limits of IAM: characters of a managed policy without white space, and managed policies of a role. */
const mostCharacters = 6_144;
const mostPolicies = 10;

/** A managed policy. */
export interface Policy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/**
 * The policies of a role that deploys these roots. Each fits into a managed policy.
 *
 * @throws UserError if the role would need more policies than IAM allows
 */
export function deployPolicies(stacks: readonly Stack[]): Policy[] {
  const policies: Statement[][] = [];
  const parts = statementsOf(stacks).flatMap(split);
  for (const part of parts.toSorted((a, b) => charactersOf([b]) - charactersOf([a]))) {
    const roomy = policies.find((statements) => charactersOf([...statements, part]) <= mostCharacters);
    if (roomy) roomy.push(part);
    else policies.push([part]);
  }
  if (policies.length > mostPolicies) {
    throw new UserError(
      `these roots need ${policies.length} policies, but IAM allows ${mostPolicies} for each role; name fewer roots, and use several roles`,
    );
  }
  return policies.map(policyOf);
}

const policyOf = (statements: readonly Statement[]): Policy => ({ Version: "2012-10-17", Statement: statements });

const charactersOf = (statements: readonly Statement[]): number => sizeOf(policyOf(statements));

/** Splits a statement into parts that each fit into a policy. */
function split(statement: Statement): Statement[] {
  const { Resource, Sid } = statement;
  if (charactersOf([statement]) <= mostCharacters || Resource === "*" || Resource.length < 2) return [statement];
  const half = Math.ceil(Resource.length / 2);
  return [Resource.slice(0, half), Resource.slice(half)].flatMap((part, i) =>
    split({ ...statement, Sid: `${Sid}${i + 1}`, Resource: part }),
  );
}
