import { type UnmetCondition, unmetConditions } from "./conditions";
import { type Policy, type Statement, listOf } from "./document";
import { isResource, like, piecesOf } from "./pattern";
import { type Named, namedBy } from "./principal";
import { type PolicyRequest, type RequestContext, contextOf } from "./request";

/** How far a statement and a request agree. */
export interface Reading {
  readonly named: Named | undefined;
  readonly action: boolean;
  readonly resource: boolean;
  readonly unmet: readonly UnmetCondition[];
}

/** Reads a statement for a request. An identity's policy is about whoever has it. */
export function readStatement(kind: Policy["kind"], statement: Statement, request: PolicyRequest): Reading {
  const context = contextOf(request);
  return {
    named: kind === "identity" ? "directly" : namedBy(statement, request.caller),
    action: isOneOf(statement.Action, statement.NotAction, (action) => isAction(action, request.action)),
    resource: isOneOf(statement.Resource, statement.NotResource, (resource) =>
      isResource(resource, request.resource, context),
    ),
    unmet: unmetConditions(statement.Condition, context),
  };
}

/** Whether a statement applies to the request it was read for. */
export const applies = ({ named, action, resource, unmet }: Reading): boolean =>
  named !== undefined && action && resource && unmet.length === 0;

function isOneOf(
  named: string | readonly string[] | undefined,
  excepted: string | readonly string[] | undefined,
  matches: (value: string) => boolean,
): boolean {
  return named === undefined ? !listOf(excepted).some(matches) : listOf(named).some(matches);
}

const noContext: RequestContext = new Map();

/** Names of actions have no case. */
function isAction(pattern: string, action: string): boolean {
  return like(piecesOf(pattern.toLowerCase(), noContext) ?? [], action.toLowerCase());
}
