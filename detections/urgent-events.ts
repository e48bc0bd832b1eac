import { detections } from "./catalog/all";
import type { Detection } from "./detection";
import { type Clause, clausesOf } from "./event-pattern/clause";
import { complexityProblem } from "./event-pattern/limits";
import { packedPatterns, packingProblem, widenedToCalls } from "./event-pattern/packing";
import { NotExpressibleError } from "./event-pattern/not-expressible-error";
import { parseFilterPattern } from "./filter-pattern/filter-pattern";
import { withConditions } from "./only";

/** A detection that also notifies people with the event itself, by EventBridge. */
export interface UrgentEvent {
  readonly detection: Detection;

  /** The same in EventBridge's terms: any of these. */
  readonly clauses: readonly Clause[];

  /** Event patterns of its rules, as JSON: one, or several where one would be too complex. */
  readonly eventPatterns: readonly string[];

  /** Whether it has to see calls that only read, which EventBridge keeps from a rule unless it is asked. */
  readonly readingCalls: boolean;
}

/**
 * Every urgent detection of some that has a rule. Where an exact text of CIS has a tuned one beside it, that one is told.
 *
 * Left to its alarm is what takes several events, and what an organization wrote itself and EventBridge cannot say.
 */
export function urgentEventsOf(deployed: readonly Detection[]): UrgentEvent[] {
  return deployed
    .filter(isUrgent)
    .flatMap((detection) => urgentEvent(detection) ?? urgentEvent(asInCatalog(detection)) ?? []);
}

/** As few event patterns as let all of some urgent events through. */
export function forwardedPatternsOf(events: readonly UrgentEvent[]): string[] {
  return packedPatterns(widenedToCalls(events.flatMap(({ clauses }) => clauses)));
}

const isUrgent = ({ severity, track, threshold = 1, urgentEvent: facts = {} }: Detection): boolean =>
  (severity === "page" || (severity === "notify" && facts.isSent === true)) &&
  track === "pager" &&
  threshold === 1 &&
  facts.alarmOnly === undefined;

/** Why EventBridge would refuse the rule of a detection as too complex; undefined when it has none, or a simple one. */
export function complexityProblemOf(detection: Detection): string | undefined {
  const clauses = isUrgent(detection) ? clausesOfUrgent(detection) : undefined;
  return clauses && packingProblem(clauses, complexityProblem);
}

/** With the pattern of the catalog: what an organization excludes may be more than EventBridge can say. */
function asInCatalog(detection: Detection): Detection {
  const { pattern, rulePattern = pattern } = detections.find(({ id }) => id === detection.id) ?? detection;
  return { ...detection, pattern, rulePattern };
}

/** The rule of a detection; undefined when EventBridge cannot say its pattern. */
function urgentEvent(detection: Detection): UrgentEvent | undefined {
  const clauses = clausesOfUrgent(detection);
  if (clauses === undefined || clauses.length === 0 || packingProblem(clauses) !== undefined) return undefined;
  return {
    detection,
    clauses,
    eventPatterns: packedPatterns(clauses),
    readingCalls: detection.urgentEvent?.readingCalls === true,
  };
}

function clausesOfUrgent({ pattern, rulePattern = pattern, urgentEvent: facts }: Detection): Clause[] | undefined {
  const added = facts?.quieted?.condition;
  return tryClauses(added ? withConditions(rulePattern, added) : rulePattern);
}

function tryClauses(pattern: string): Clause[] | undefined {
  const parsed = parseFilterPattern(pattern);
  if (parsed.kind !== "json") return undefined;
  try {
    return clausesOf(parsed.condition);
  } catch (error) {
    if (error instanceof NotExpressibleError) return undefined;
    throw error;
  }
}
