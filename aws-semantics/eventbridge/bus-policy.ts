import { type Statement, listOf } from "../iam/document";

/** Maximum length of the policy of a bus in characters, with the default quota. */
const mostCharacters = 10_240;

/** Actions in bus policies that AWS accepted in recorded answers. AWS also accepts actions for rules, targets and tags. */
const actions: readonly string[] = ["events:PutEvents", "events:*"];

/**
 * The reason why `PutPermission` would reject the policy of a bus. Undefined if it would accept the policy.
 *
 * `PutPermission` also rejects an account that does not exist. This function cannot check accounts.
 */
export function busPolicyRefusal(policy: string, busArn: string): string | undefined {
  const statements: readonly Statement[] = [JSON.parse(policy).Statement].flat();
  const compact = JSON.stringify(JSON.parse(policy));
  if (compact.length > mostCharacters) return `the policy has ${compact.length} characters`;
  const [refusal] = statements.flatMap((statement) => statementRefusal(statement, busArn) ?? []);
  return refusal;
}

function statementRefusal({ Action, Resource }: Statement, busArn: string): string | undefined {
  const foreign = listOf(Action).find((action) => !action.startsWith("events:"));
  const invalid = listOf(Action).find((action) => !actions.includes(action));
  const other = listOf(Resource).find((resource) => resource !== "*" && resource !== busArn);
  if (Resource === undefined) return "Missing required field Resource";
  if (foreign !== undefined) return "Action field includes AWS services that are inconsistent with specified vendor";
  if (invalid !== undefined) return "The following action names are invalid";
  return other === undefined ? undefined : `is invalid for ARN "${other}"`;
}
