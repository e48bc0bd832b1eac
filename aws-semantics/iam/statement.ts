import { type UnmetCondition, unmetConditions } from "./conditions";
import { type Policy, type Statement, listOf } from "./document";
import { isResource, like, piecesOf } from "./pattern";
import { type Named, namedBy } from "./principal";
import type { PolicyRequest, RequestContext } from "./request";

/** The elements of a statement that match a request. */
export interface Reading {
  readonly named: Named | undefined;
  readonly action: boolean;
  readonly resource: boolean;
  readonly unmet: readonly UnmetCondition[];
}

/** A request with its condition keys, which are the same for all statements. */
export interface EvaluatedRequest {
  readonly request: PolicyRequest;
  readonly context: RequestContext;
}

/** Compares a statement with a request. */
export function readStatement(
  kind: Policy["kind"],
  statement: Statement,
  { request, context }: EvaluatedRequest,
): Reading {
  return {
    named: namedIn(kind, statement, request.caller),
    action: isAbout(statement, request.action),
    resource: isOn(statement, request.resource, context),
    unmet: unmetConditions(statement.Condition, context),
  };
}

/** The kind of match between a statement and the caller. Undefined if the statement does not apply to the request. */
export function appliesTo(
  kind: Policy["kind"],
  statement: Statement,
  { request, context }: EvaluatedRequest,
): Named | undefined {
  const applies =
    isAbout(statement, request.action) &&
    isOn(statement, request.resource, context) &&
    unmetConditions(statement.Condition, context).length === 0;
  return applies ? namedIn(kind, statement, request.caller) : undefined;
}

/**
 * The kind of match between a statement and a caller. IAM policies and service control policies have no `Principal`: they apply to
 * the principal or
 * account that they are attached to.
 */
export const namedIn = (kind: Policy["kind"], statement: Statement, caller: PolicyRequest["caller"]) =>
  kind === "identity" || kind === "service control" ? "directly" : namedBy(statement, caller);

/** Whether a statement applies to an action. */
export const isAbout = ({ Action, NotAction }: Statement, action: string): boolean =>
  isOneOf(Action, NotAction, (pattern) => isAction(pattern, action));

/** Whether a statement applies to a resource. */
export const isOn = ({ Resource, NotResource }: Statement, resource: string, context: RequestContext): boolean =>
  isOneOf(Resource, NotResource, (pattern) => isResource(pattern, resource, context));

function isOneOf(
  named: string | readonly string[] | undefined,
  excepted: string | readonly string[] | undefined,
  matches: (value: string) => boolean,
): boolean {
  return named === undefined ? !listOf(excepted).some(matches) : listOf(named).some(matches);
}

const noContext: RequestContext = new Map();

/** Cache of results by pattern and action, because an evaluation compares few actions with few patterns many times. */
const actions = new Map<string, Map<string, boolean>>();

/** Names of actions are case-insensitive. */
function isAction(pattern: string, action: string): boolean {
  const results = actions.get(pattern) ?? new Map<string, boolean>();
  actions.set(pattern, results);
  const known = results.get(action);
  if (known !== undefined) return known;
  const result = like(piecesOf(pattern.toLowerCase(), noContext) ?? [], action.toLowerCase());
  results.set(action, result);
  return result;
}
