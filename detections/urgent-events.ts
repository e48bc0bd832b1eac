import { detections } from "./catalog/all";
import type { Detection } from "./detection";
import { type Clause, clausesOf } from "../aws-semantics/event-pattern/clause";
import { complexityProblem } from "../aws-semantics/event-pattern/limits";
import { packedPatterns, packingProblem, widenedToCalls } from "../aws-semantics/event-pattern/packing";
import { NotExpressibleError } from "../aws-semantics/event-pattern/not-expressible-error";
import { parseFilterPattern } from "../aws-semantics/filter-pattern/filter-pattern";
import { withConditions } from "./with-conditions";

/** A detection for which EventBridge also sends the event itself to people. */
export interface UrgentEvent {
  readonly detection: Detection;

  /** The pattern of the detection for EventBridge. One of these clauses must match. */
  readonly clauses: readonly Clause[];

  /** Event patterns of the rules, as JSON. There are several if one event pattern would be too complex. */
  readonly eventPatterns: readonly string[];

  /** Whether the rules must receive read-only calls. By default, EventBridge does not send read-only calls to a rule. */
  readonly readingCalls: boolean;
}

/**
 * Every detection with an EventBridge rule. If a compliance detection has a tuned pager detection, only the pager detection has a rule.
 *
 * Detections with a threshold have only an alarm. Your own detections also have only an alarm if EventBridge cannot express them.
 */
export function urgentEventsOf(deployed: readonly Detection[]): UrgentEvent[] {
  return deployed
    .filter(isUrgent)
    .flatMap((detection) => urgentEvent(detection) ?? urgentEvent(asInCatalog(detection)) ?? []);
}

/** As few event patterns as possible that match all given urgent events. */
export function forwardedPatternsOf(events: readonly UrgentEvent[]): string[] {
  return packedPatterns(widenedToCalls(events.flatMap(({ clauses }) => clauses)));
}

const isUrgent = ({ severity, track, threshold = 1, urgentEvent: facts = {} }: Detection): boolean =>
  (severity === "page" || (severity === "notify" && facts.isSent === true)) &&
  track === "pager" &&
  threshold === 1 &&
  facts.alarmOnly === undefined;

/** Reason why the rule of a detection is too complex for EventBridge. Undefined if the detection has no rule or a simple rule. */
export function complexityProblemOf(detection: Detection): string | undefined {
  const clauses = isUrgent(detection) ? clausesOfUrgent(detection) : undefined;
  return clauses && packingProblem(clauses, complexityProblem);
}

/** A detection with the pattern of the catalog, because EventBridge may not be able to express the exclusions of an organization. */
function asInCatalog(detection: Detection): Detection {
  const { pattern, rulePattern = pattern } = detections.find(({ id }) => id === detection.id) ?? detection;
  return { ...detection, pattern, rulePattern };
}

/** Cache of rules by detection. All configurations share most detections of the catalog. */
const rules = new WeakMap<Detection, { readonly event: UrgentEvent | undefined }>();

/** The rule of a detection. Undefined if EventBridge cannot express its pattern. */
function urgentEvent(detection: Detection): UrgentEvent | undefined {
  const { event } = rules.get(detection) ?? { event: ruleOf(detection) };
  rules.set(detection, { event });
  return event;
}

function ruleOf(detection: Detection): UrgentEvent | undefined {
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
