import { detections } from "./catalog";
import type { Detection } from "./detection";
import { type Clause, clausesOf } from "./event-pattern/clause";
import { eventPattern, tooMuch } from "./event-pattern/event-pattern";
import { packedPatterns } from "./event-pattern/packing";
import { UnsayableError } from "./event-pattern/unsayable-error";
import { parseFilterPattern } from "./filter-pattern/filter-pattern";
import { only } from "./only";

/** A detection that a person is told of within a minute, with the event itself. */
export interface UrgentEvent {
  readonly detection: Detection;

  /** The same in EventBridge's terms: any of these. */
  readonly clauses: readonly Clause[];

  /** Event pattern of the rule, as JSON. */
  readonly eventPattern: string;

  /** Whether it has to see calls that only read, which EventBridge keeps from a rule unless it is asked. */
  readonly readingCalls: boolean;
}

/** Urgent detections that have an alarm only, and why. */
export const alarmOnly: Readonly<Record<string, string>> = {
  "data-deleted-in-bulk": "It takes ten events, and EventBridge tells of each.",
  "resource-opened-to-everybody":
    "A regular expression on any field, and two exclusions on it: without them every resource policy would be told.",
};

/** Urgent detections whose rule matches more than their alarm, and why. It never matches less. */
export const widened: Readonly<Record<string, string>> = {
  "bucket-made-public":
    "EventBridge sees any statement where the alarm sees the first two, and cannot be asked what one statement lacks.",
  "role-open-to-everybody":
    "A regular expression becomes a wildcard, and a field cannot be asked for what it has and has not at once.",
  "archive-guard-removed": "A name cannot be asked for its beginning and against another name at once.",
};

/** What some rules leave to the alarm, so that one session is not a hundred messages: the condition they add, and why. */
export const quieted: Readonly<Record<string, { readonly condition: string; readonly reason: string }>> = {
  "bucket-made-public": {
    condition: "$.requestParameters.bucketPolicy.Statement[*].Condition.StringEquals.['aws:PrincipalOrgID'] NOT EXISTS",
    reason: "A bucket opened to the organization looks like one opened to everybody. The alarm knows them apart.",
  },
  "attack-tool-used": {
    condition: '($.readOnly IS FALSE) || ($.eventName = "GetCallerIdentity")',
    reason: "An enumeration is hundreds of reading calls. The question that begins it, and every change, is told.",
  },
};

/** Detections of calls that EventBridge counts among the reading ones. */
const reading = new Set(["unprotected-sign-in", "attack-tool-used", "central-root-access"]);

/** Every urgent detection of the catalog that has a rule. */
export const urgentEvents: readonly UrgentEvent[] = urgentEventsOf(detections);

/** As few event patterns as let all of them through, and little else. */
export const forwardedPatterns: readonly string[] = forwardedPatternsOf(urgentEvents);

/**
 * Every urgent detection of some that has a rule. Where an exact text of CIS has a tuned one beside it, that one is told.
 *
 * Left to its alarm is what takes several events, and what an organization wrote itself and EventBridge cannot say.
 */
export function urgentEventsOf(deployed: readonly Detection[]): UrgentEvent[] {
  return deployed
    .filter(({ severity, track }) => severity === "page" && track === "pager")
    .filter(({ id, threshold = 1 }) => alarmOnly[id] === undefined && threshold === 1)
    .flatMap((detection) => urgentEvent(detection) ?? urgentEvent(asInCatalog(detection)) ?? []);
}

/** As few event patterns as let all of some urgent events through. */
export function forwardedPatternsOf(events: readonly UrgentEvent[]): string[] {
  return packedPatterns(events.flatMap(({ clauses }) => clauses));
}

/** With the pattern of the catalog: what an organization excludes may be more than EventBridge can say. */
function asInCatalog(detection: Detection): Detection {
  const pattern = detections.find(({ id }) => id === detection.id)?.pattern;
  return { ...detection, pattern: pattern ?? detection.pattern };
}

/** The rule of a detection; undefined when EventBridge cannot say its pattern. */
function urgentEvent(detection: Detection): UrgentEvent | undefined {
  const { id, pattern } = detection;
  const added = quieted[id]?.condition;
  const clauses = tryClauses(added ? only(pattern, added) : pattern);
  if (clauses === undefined || clauses.length === 0) return undefined;
  const json = eventPattern(clauses);
  return tooMuch(json) === undefined
    ? { detection, clauses, eventPattern: json, readingCalls: reading.has(id) }
    : undefined;
}

function tryClauses(pattern: string): Clause[] | undefined {
  const parsed = parseFilterPattern(pattern);
  if (parsed.kind !== "json") return undefined;
  try {
    return clausesOf(parsed.condition);
  } catch (error) {
    if (error instanceof UnsayableError) return undefined;
    throw error;
  }
}
