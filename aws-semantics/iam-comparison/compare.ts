import { type Policy, type Statement, listOf } from "../iam/document";
import { evaluate } from "../iam/evaluate";
import { piecesOf } from "../iam/pattern";
import { PolicyError } from "../iam/policy-error";
import { type RequestContext, contextOf } from "../iam/request";
import { isAbout, isOn, namedIn } from "../iam/statement";
import { type Candidate, candidatesOf, holder } from "./candidates";
import { type Keys, contextsOf } from "./contexts";
import { knownActions } from "./known-actions";
import { commonInstance, instanceOf, sample } from "./samples";

/** A request that the policy allows only after the change. */
export interface Gain {
  readonly candidate: Candidate;
  readonly action: string;
  readonly resource: string;

  /** Condition keys of the request. */
  readonly keys: Keys;
}

export interface Comparison {
  readonly gains: readonly Gain[];

  /** Whether every sample request was evaluated. */
  readonly isComplete: boolean;
}

/** The resource and account of a policy. */
export interface Surroundings {
  /** Service of the resource, such as `s3`. Undefined for a policy that can apply to any service. */
  readonly service: string | undefined;

  /** Resources that the policy protects. */
  readonly resources: readonly string[];

  /** Account that owns the resource. */
  readonly account: string;
}

/** The number of requests that can still be evaluated, and whether every request could be decided. */
interface Left {
  requests: number;
  isDecided: boolean;
}

/** Maximum number of requests to evaluate for one policy. */
const mostRequests = 30_000;

/**
 * Finds the principals that gain actions, and these actions. It compares two policies by evaluating sample requests for every
 * statement, and variations of these
 * requests. Policies that differ only in their JSON allow the same requests.
 */
export function compare(before: Policy, after: Policy, surroundings: Surroundings): Comparison {
  const statements = [...before.statements, ...after.statements];
  const changed = changedStatements(before, after, wholeStatement);
  if (changed.length === 0) return { gains: [], isComplete: true };
  const all =
    after.kind === "identity" ? [holder(surroundings.account)] : candidatesOf(statements, surroundings.account);
  const candidates = all.filter(({ caller }) => changed.some((one) => namedIn(after.kind, one, caller) !== undefined));
  const actions = actionsOf(statements, surroundings.service).filter((action) =>
    changed.some((one) => isAbout(one, action)),
  );
  const gains: Gain[] = [];
  const left: Left = { requests: mostRequests, isDecided: true };
  for (const action of actions) {
    const [old, next] = [before, after].map((policy) => aboutAction(policy, action)) as [Policy, Policy];
    if (changedStatements(old, next, withoutActions).length === 0) continue;
    for (const candidate of candidates) {
      const gain = findGain({
        old: keepNaming(old, candidate),
        next: keepNaming(next, candidate),
        candidate,
        action,
        surroundings,
        left,
      });
      if (gain !== undefined) gains.push(gain);
    }
  }
  return { gains, isComplete: left.requests > 0 && left.isDecided };
}

interface FindGainOptions {
  readonly old: Policy;
  readonly next: Policy;
  readonly candidate: Candidate;
  readonly action: string;
  readonly surroundings: Surroundings;
  readonly left: Left;
}

function findGain({
  old,
  next,
  candidate,
  action,
  surroundings: { resources, account },
  left,
}: FindGainOptions): Gain | undefined {
  const keyOf = (one: Statement) => `${String(namedIn(old.kind, one, candidate.caller))} ${withoutPrincipals(one)}`;
  const changed = changedStatements(old, next, keyOf);
  const mayBeAllowed = candidate.identity.length > 0 || next.statements.some(({ Effect }) => Effect === "Allow");
  if (changed.length === 0 || !mayBeAllowed) return undefined;
  const statements = [...old.statements, ...next.statements];
  for (const keys of contextsOf(changed, statements)) {
    const request = { caller: candidate.caller, action, resourceAccount: account, context: present(keys) };
    const context = contextOf({ ...request, resource: "" });
    for (const resource of resourcesOf(statements, resources, context)) {
      if (!changed.some((one) => isOn(one, resource, context))) continue;
      if (left.requests <= 0) return undefined;
      left.requests -= 1;
      const isAllowed = (policy: Policy) =>
        evaluate(policiesOf(policy, candidate), { ...request, resource }).effect === "allow";
      if (isGained(() => isAllowed(next) && !isAllowed(old), left)) return { candidate, action, resource, keys };
    }
  }
  return undefined;
}

/** Whether a request is gained. If the evaluator cannot decide a request, the comparison is incomplete. */
function isGained(decide: () => boolean, left: Left): boolean {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    left.isDecided = false;
    return false;
  }
}

/** Statements that can cause a gain: new Allow statements, and removed Deny statements. */
function changedStatements(old: Policy, next: Policy, keyOf: (statement: Statement) => string): Statement[] {
  const missingStatements = (some: Policy, others: Policy, effect: Statement["Effect"]) => {
    const known = new Set(others.statements.map(keyOf));
    return some.statements.filter((one) => one.Effect === effect && !known.has(keyOf(one)));
  };
  return [...missingStatements(next, old, "Allow"), ...missingStatements(old, next, "Deny")];
}

/** Policies to evaluate. For an identity policy, the resource policy delegates the decision to IAM, which a KMS key requires. */
const policiesOf = (policy: Policy, { identity, caller }: Candidate) =>
  policy.kind === "identity"
    ? { identity: [policy], resource: delegation("account" in caller ? caller.account : "") }
    : { resource: policy, identity };

const delegation = (account: string): Policy => ({
  name: "account",
  kind: "resource",
  statements: [{ Effect: "Allow", Principal: { AWS: account }, Action: "*", Resource: "*" }],
});

/** The policy with only the statements that can decide a request for an action. */
const aboutAction = ({ name, kind, statements }: Policy, action: string): Policy => ({
  name,
  kind,
  statements: statements.filter((one) => isAbout(one, action)),
});

/** The policy with only the statements that name a candidate. */
const keepNaming = ({ name, kind, statements }: Policy, { caller }: Candidate): Policy => ({
  name,
  kind,
  statements: statements.filter((one) => namedIn(kind, one, caller) !== undefined),
});

/**
 * Returns a function for the JSON of a statement without some elements, as a key. The results are cached, because statements are
 * compared many times. Different JSON of equal statements only costs more evaluations.
 */
function without(elements: readonly string[]): (statement: Statement) => string {
  const known = new WeakMap<Statement, string>();
  return (statement) => {
    const text = known.get(statement) ?? JSON.stringify(Object.assign({}, statement, emptyElements(elements)));
    known.set(statement, text);
    return text;
  };
}

const emptyElements = (elements: readonly string[]) => Object.fromEntries(elements.map((element) => [element, null]));

const wholeStatement = without(["Sid"]);
const withoutActions = without(["Sid", "Action", "NotAction"]);
const withoutPrincipals = without(["Sid", "Action", "NotAction", "Principal", "NotPrincipal"]);

const present = (keys: Keys): Record<string, string> =>
  Object.fromEntries(Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

/** Sample actions: the actions that statements name, samples of wildcards, and known actions that wildcards contain. */
function actionsOf(statements: readonly Statement[], service: string | undefined): string[] {
  const patterns = distinct(statements.flatMap(({ Action, NotAction }) => [...listOf(Action), ...listOf(NotAction)]));
  const services = distinct([...(service === undefined ? [] : [service]), ...patterns.flatMap(serviceOf)]);
  const isOpen =
    statements.some(({ NotAction }) => NotAction !== undefined) || patterns.some((one) => /[*?]/.test(one));
  const isEverything =
    service === undefined && (patterns.includes("*") || statements.some(({ NotAction }) => NotAction !== undefined));
  const known = isOpen
    ? [...knownActions(isEverything ? [] : services), ...services.map((one) => `${one}:${sample.name}`)]
    : [];
  // Names of actions are case-insensitive
  const byName = new Map<string, string>();
  for (const action of [...known, ...patterns.map(instanceOf), ...common(patterns)]) {
    if (!byName.has(action.toLowerCase())) byName.set(action.toLowerCase(), action);
  }
  return [...byName.values()];
}

const serviceOf = (pattern: string): string[] => {
  const service = pattern.split(":")[0]?.toLowerCase() ?? "";
  return /^[a-z0-9-]+$/.test(service) && pattern.includes(":") ? [service] : [];
};

/** Sample resources: the resources that statements name, and resources that two patterns have in common. */
function resourcesOf(statements: readonly Statement[], own: readonly string[], context: RequestContext): string[] {
  const patterns = distinct(
    [
      ...own,
      ...statements.flatMap(({ Resource, NotResource }) => [...listOf(Resource), ...listOf(NotResource)]),
    ].flatMap((pattern) => resolveVariables(pattern, context)),
  );
  // In a key policy, a star means the key itself
  const narrowed = own.length > 0 ? patterns.filter((pattern) => pattern !== "*") : patterns;
  return distinct([...narrowed.map(instanceOf), ...common(narrowed)]);
}

function resolveVariables(pattern: string, context: RequestContext): string[] {
  if (!pattern.includes("${")) return [pattern];
  const pieces = piecesOf(pattern, context);
  return pieces === undefined ? [] : [pieces.map((piece) => ("text" in piece ? piece.text : piece.wildcard)).join("")];
}

/** Sample strings that match two patterns with wildcards. */
function common(patterns: readonly string[]): string[] {
  const open = patterns.filter((pattern) => /[*?]/.test(pattern));
  return open.flatMap((one, i) => open.slice(i + 1).flatMap((other) => commonInstance(one, other) ?? []));
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
