import { type Clause, merged } from "./clause";
import { eventPattern, tooMuch } from "./event-pattern";

/**
 * As few event patterns as hold any of the clauses, widened: a call is let through by its service, its name and the
 * kind of its caller alone.
 *
 * What decides is left to where it arrives; a wider pattern is a shorter one, and each is a rule in every account and
 * region.
 *
 * @throws when a single clause is more than EventBridge accepts
 */
export function packedPatterns(clauses: readonly Clause[]): string[] {
  const packs: Clause[][] = [];
  // The longest first: short ones fill what is left
  const byLength = merged(clauses.map(byCall)).toSorted((one, other) => lengthOf([other]) - lengthOf([one]));
  for (const clause of byLength) {
    const problem = tooMuch(eventPattern([clause]));
    if (problem !== undefined) throw new Error(`a part of an event pattern is too much: ${problem}; split it`);
    const pack = packs.find((others) => tooMuch(eventPattern([...others, clause])) === undefined);
    if (pack) pack.push(clause);
    else packs.push([clause]);
  }
  return packs.map(eventPattern);
}

const lengthOf = (clauses: readonly Clause[]): number => eventPattern(clauses).length;

/** What of a clause is kept: the call, and the kind of caller, which sets the few sign-ins of root apart from all others. */
const kept = ["eventSource", "eventName", "userIdentity.type"];

/** Service, name and caller of a clause that has the first two, else all of it. */
function byCall(clause: Clause): Clause {
  const isCall = clause.has("eventSource") && clause.has("eventName");
  return isCall ? new Map([...clause].filter(([path]) => kept.includes(path))) : clause;
}
