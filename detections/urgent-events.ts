import type { Detection } from "./detection";
import { type Clause, clausesOf } from "./event-pattern/clause";
import { eventPattern, tooMuch } from "./event-pattern/event-pattern";
import { UntranslatableError } from "./event-pattern/matcher";
import { packedPatterns } from "./event-pattern/packing";
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

/**
 * The urgent detections that have a rule: those that page at the first event.
 *
 * A detection whose pattern EventBridge cannot be asked is left to its alarm; in the catalog none is.
 */
export function urgentEventsOf(deployed: readonly Detection[]): UrgentEvent[] {
  return deployed
    .filter(({ severity, track, threshold = 1 }) => severity === "page" && track === "pager" && threshold === 1)
    .filter(({ id }) => alarmOnly[id] === undefined)
    .flatMap((detection) => urgentEvent(detection) ?? []);
}

/** As few event patterns as let all of them through, and little else. */
export function forwardedPatternsOf(urgentEvents: readonly UrgentEvent[]): string[] {
  return packedPatterns(urgentEvents.flatMap(({ clauses }) => clauses));
}

function urgentEvent(detection: Detection): UrgentEvent | undefined {
  const clauses = clausesFor(detection);
  if (clauses === undefined) return undefined;
  const json = eventPattern(clauses);
  if (tooMuch(json) !== undefined) return undefined;
  return { detection, clauses, eventPattern: json, readingCalls: reading.has(detection.id) };
}

function clausesFor({ id, pattern }: Detection): readonly Clause[] | undefined {
  const added = quieted[id]?.condition;
  const parsed = parseFilterPattern(added ? only(pattern, added) : pattern);
  if (parsed.kind !== "json") return undefined;
  try {
    return clausesOf(parsed.condition);
  } catch (error) {
    if (error instanceof UntranslatableError) return undefined;
    throw error;
  }
}
