import { detections } from "../../detections/catalog/all";
import type { UrgentEventFacts } from "../../detections/detection";
import { type UrgentEvent, forwardedPatternsOf, urgentEventsOf } from "../../detections/urgent-events";

/** Every urgent detection of the catalog with an EventBridge rule. */
export const urgentEvents: readonly UrgentEvent[] = urgentEventsOf(detections);

/** The event patterns that the accounts forward for these detections. */
export const forwardedPatterns: readonly string[] = forwardedPatternsOf(urgentEvents);

/** Returns the detections of the catalog with this fact about their rule. */
export const idsWithFact = (fact: keyof UrgentEventFacts): string[] =>
  detections.filter(({ urgentEvent }) => urgentEvent?.[fact] !== undefined).map(({ id }) => id);
