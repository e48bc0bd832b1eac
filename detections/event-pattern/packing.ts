import { type Clause, merged } from "./clause";
import { complexityOf, fullComplexityOf } from "./complexity";
import { eventPattern } from "./event-pattern";
import { eventPatternLimits, eventPatternProblem } from "./limits";
import { type Matcher, unique } from "./matcher";

/**
 * As few event patterns as match any of the clauses.
 *
 * @throws when {@link packingProblem} finds one
 */
export function packedPatterns(clauses: readonly Clause[]): string[] {
  const problem = packingProblem(clauses);
  if (problem !== undefined) throw new Error(`a part of an event pattern is too much: ${problem}; split it`);
  const whole = eventPattern(clauses);
  if (eventPatternProblem(whole) === undefined) return [whole];
  const packs: Clause[][] = [];
  // The most complex first, then the longest: short ones fill what is left
  for (const clause of clauses.flatMap(divided).toSorted(bySize)) {
    const pack = packs.find((others) => eventPatternProblem(eventPattern([...others, clause])) === undefined);
    if (pack) pack.push(clause);
    else packs.push([clause]);
  }
  return packs.map(eventPattern);
}

/**
 * Why a clause is more than EventBridge accepts, even alone; undefined when none is.
 *
 * @param problemOf what is checked of the event pattern of each
 */
export function packingProblem(clauses: readonly Clause[], problemOf = eventPatternProblem): string | undefined {
  for (const clause of clauses.flatMap(divided)) {
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
 * Clauses that match more: of a call its service, its name and the kind of its caller alone.
 *
 * The rule at the destination decides. A wider pattern is a shorter one, and each is a rule in every account and region.
 */
export function widenedToCalls(clauses: readonly Clause[]): Clause[] {
  return merged(clauses.map(byCall));
}

/** Fields that a clause keeps: the call, and the type of caller. The type separates root sign-ins from other sign-ins. */
const kept = ["eventSource", "eventName", "userIdentity.type"];

/** Service, name and caller of a clause that has the first two, else all of it with shorter wildcards. */
function byCall(clause: Clause): Clause {
  const isCall = clause.has("eventSource") && clause.has("eventName");
  return isCall
    ? new Map([...clause].filter(([path]) => kept.includes(path)))
    : new Map([...clause].map(([path, matchers]) => [path, unique(matchers.map(fromFirstLetter))]));
}

/** A wildcard for any text before it begins with a letter: then several that differ in a hyphen are one. */
function fromFirstLetter(matcher: Matcher): Matcher {
  const isWildcard = typeof matcher === "object" && matcher !== null && "wildcard" in matcher;
  return isWildcard ? { wildcard: matcher.wildcard.replace(/^\*[^\p{L}*\\]+(?=\p{L})/u, "*") } : matcher;
}

/** A clause in parts that are simple enough: the list of a field that is too complex is divided. */
function divided(clause: Clause): Clause[] {
  return [...clause].reduce<Clause[]>(
    (parts, [path, matchers]) => {
      const lists = simpleLists(matchers);
      return parts.flatMap((part) => lists.map((list) => new Map(part).set(path, list)));
    },
    [new Map()],
  );
}

/** As few lists as hold the matchers of a field, each simple enough unless a single matcher is not. */
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
