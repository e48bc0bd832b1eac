import type { UnmetCondition } from "./conditions";
import { type Policy, type Statement, listOf, nameOf } from "./document";
import { type Policies, evaluate } from "./evaluate";
import { type PolicyRequest, contextOf } from "./request";
import { type Reading, readStatement } from "./statement";

/**
 * Explains the decision of AWS. For a request that no statement allows, it lists the statements that almost match, and the elements
 * of these statements that do not match.
 */
export function explain(policies: Policies, request: PolicyRequest): string {
  const decision = evaluate(policies, request);
  const requested = `${request.action} on ${request.resource}`;
  if (decision.effect !== "implicit deny") {
    const by = decision.by.map(({ policy, statement }) => `${statement} of ${policy}`).join(" and ");
    return `${requested} is ${decision.effect === "allow" ? "allowed" : "denied"} by ${by}`;
  }
  const near = [...(policies.resource ? [policies.resource] : []), ...policies.identity].flatMap((policy) =>
    nearest(policy, request),
  );
  const head = `${requested} is not allowed: ${decision.lacks} has no statement that allows it`;
  return [head, ...near.map((line) => `  ${line}`)].join("\n");
}

/** Statements that match the action and the caller, but not the rest of the request. */
function nearest({ name, kind, statements }: Policy, request: PolicyRequest): string[] {
  const context = contextOf(request);
  return statements.flatMap((statement, i) => {
    const reading = readStatement(kind, statement, { request, context });
    const isNear = statement.Effect === "Allow" && reading.named !== undefined && reading.action;
    const wrong = isNear ? wrongWith(statement, reading) : [];
    return wrong.map((what) => `${nameOf(statement, i)} of ${name}: ${what}`);
  });
}

function wrongWith({ Resource, NotResource }: Statement, { resource, unmet }: Reading): string[] {
  const element = Resource === undefined ? "NotResource" : "Resource";
  const names = `${element} is ${listOf(Resource ?? NotResource).join(" or ")}`;
  return [...(resource ? [] : [names]), ...unmet.map(unmetText)];
}

function unmetText({ operator, key, wanted, got }: UnmetCondition): string {
  const has = got === undefined ? "the request has none" : `the request has ${[got].flat().join(", ")}`;
  return `${operator} ${key} requires ${wanted.join(" or ")}, ${has}`;
}
