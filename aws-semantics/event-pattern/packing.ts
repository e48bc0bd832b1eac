import { type Clause, mergeClauses } from "./clause";
import { complexityOf, fullComplexityOf } from "./complexity";
import { eventPattern } from "./event-pattern";
import { eventPatternLimits, eventPatternProblem } from "./limits";
import { type Matcher, unique } from "./matcher";

/** Cache of packed clauses by their JSON. The clauses of most configurations are equal, and packing takes long. */
const packed = new Map<string, readonly string[]>();

/**
 * Packs clauses into as few event patterns as possible.
 *
 * @throws when {@link packingProblem} reports a problem
 */
export function packedPatterns(clauses: readonly Clause[]): string[] {
  const text = JSON.stringify(clauses.map((clause) => [...clause]));
  const patterns = packed.get(text) ?? pack(clauses);
  packed.set(text, patterns);
  return [...patterns];
}

function pack(clauses: readonly Clause[]): string[] {
  const problem = packingProblem(clauses);
  if (problem !== undefined)
    throw new Error(`a clause of an event pattern exceeds a limit of EventBridge: ${problem}; split the clause`);
  const whole = eventPattern(clauses);
  if (eventPatternProblem(whole) === undefined) return [whole];
  const packs: Clause[][] = [];
  // The most complex clauses come first, then the longest. Short clauses fill the remaining space
  for (const clause of clauses.flatMap(divideClause).toSorted(bySize)) {
    const withRoom = packs.find((others) => eventPatternProblem(eventPattern([...others, clause])) === undefined);
    if (withRoom) withRoom.push(clause);
    else packs.push([clause]);
  }
  return packs.map(eventPattern);
}

/**
 * Reason why EventBridge would reject a clause even alone. Undefined if EventBridge would accept all clauses.
 *
 * @param problemOf check of the event pattern of a clause
 */
export function packingProblem(clauses: readonly Clause[], problemOf = eventPatternProblem): string | undefined {
  for (const clause of clauses.flatMap(divideClause)) {
    const problem = problemOf(eventPattern([clause]));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function bySize(one: Clause, other: Clause): number {
  return sizeOf(other).complexity - sizeOf(one).complexity || sizeOf(other).length - sizeOf(one).length;
}

function sizeOf(clause: Clause) {
  const { length } = eventPattern([clause]);
  return { length, complexity: fullComplexityOf(Object.fromEntries(clause)) };
}

/**
 * Clauses that match more events, because they contain only the service, the name of the call and the type of the caller.
 *
 * The rules of the destination bus filter again. Wider patterns are shorter, so fewer patterns are necessary, and each pattern needs
 * a rule in every account and region.
 */
export function widenedToCalls(clauses: readonly Clause[]): Clause[] {
  return mergeClauses(clauses.map(byCall));
}

/** Fields that a clause keeps: the call, and the type of the caller, which separates root sign-ins from other sign-ins. */
const kept = ["eventSource", "eventName", "userIdentity.type"];

/** Service, call and caller of a clause. A clause without service or call keeps all fields, with shorter wildcards. */
function byCall(clause: Clause): Clause {
  const isCall = clause.has("eventSource") && clause.has("eventName");
  return isCall
    ? new Map([...clause].filter(([path]) => kept.includes(path)))
    : new Map([...clause].map(([path, matchers]) => [path, unique(matchers.map(fromFirstLetter))]));
}

/** A wildcard without the characters before its first letter. Wildcards that differ only in a hyphen become equal. */
function fromFirstLetter(matcher: Matcher): Matcher {
  const isWildcard = typeof matcher === "object" && matcher !== null && "wildcard" in matcher;
  return isWildcard ? { wildcard: matcher.wildcard.replace(/^\*[^\p{L}*\\]+(?=\p{L})/u, "*") } : matcher;
}

/** Divides a clause if the list of a field is too complex, so that each part is simple enough. */
function divideClause(clause: Clause): Clause[] {
  return [...clause].reduce<Clause[]>(
    (parts, [path, matchers]) => {
      const lists = simpleLists(matchers);
      return parts.flatMap((part) => lists.map((list) => new Map(part).set(path, list)));
    },
    [new Map()],
  );
}

/** As few lists as possible for the matchers of a field. A list is too complex only if one matcher alone is too complex. */
function simpleLists(matchers: readonly Matcher[]): Matcher[][] {
  const isSimple = (list: readonly Matcher[]) => complexityOf({ field: list }) <= eventPatternLimits.fieldComplexity;
  if (isSimple(matchers)) return [[...matchers]];
  const lists: Matcher[][] = [];
  for (const matcher of matchers) {
    const list = lists.find((others) => isSimple([...others, matcher]));
    if (list) list.push(matcher);
    else lists.push([matcher]);
  }
  return lists;
}
