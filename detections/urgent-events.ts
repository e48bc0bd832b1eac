import { callVolumeUnusual } from "./catalog/call-volume-unusual";
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

/** Urgent detections that have an alarm only, and why. */
export const alarmOnly: Readonly<Record<string, string>> = {
  "data-deleted-in-bulk": "It takes ten events, and EventBridge tells of each.",
  "resource-opened-to-everybody":
    "A regular expression on any field: EventBridge has none, and matches fields by their name only.",
};

/** Urgent detections whose rule matches more than their alarm, and why. It never matches less. */
export const widened: Readonly<Record<string, string>> = {
  "bucket-made-public": "EventBridge reads every statement, and the alarm the first two.",
  "role-open-to-everybody": "A regular expression becomes a wildcard.",
  "archive-guard-removed": "A name cannot be asked for its beginning and against another name at once.",
};

/** What some rules leave to the alarm, so that one session is not a hundred messages: the condition they add, and why. */
export const quieted: Readonly<Record<string, { readonly condition: string; readonly reason: string }>> = {
  "attack-tool-used": {
    condition: '($.readOnly IS FALSE) || ($.eventName = "GetCallerIdentity")',
    reason: "An enumeration is hundreds of reading calls. The question that begins it, and every change, is told.",
  },
};

/** Detections that notify, and whose event is sent as well: an alarm alone would not say which account and call it is. */
const sentToo = new Set([callVolumeUnusual.id]);

/** Detections of calls that EventBridge counts among the reading ones. */
const reading = new Set(["unprotected-sign-in", "attack-tool-used", "central-root-access"]);

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

const isUrgent = ({ id, severity, track, threshold = 1 }: Detection): boolean =>
  (severity === "page" || (severity === "notify" && sentToo.has(id))) &&
  track === "pager" &&
  threshold === 1 &&
  alarmOnly[id] === undefined;

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
    readingCalls: reading.has(detection.id),
  };
}

function clausesOfUrgent({ id, pattern, rulePattern = pattern }: Detection): Clause[] | undefined {
  const added = quieted[id]?.condition;
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
