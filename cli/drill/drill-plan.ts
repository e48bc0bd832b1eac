import type { Detection } from "../../detections/detection";
import type { DrillCall, DrillNames } from "../../detections/drill";
import { urgentEventsOf } from "../../detections/urgent-events";

/** A call of a drill, with every detection that it drills. */
export interface PlannedCall extends DrillCall {
  /** Number of calls that the detection with the highest threshold needs. */
  readonly times: number;

  /** Longest period of these detections, in seconds. Calls that are sent several times must be in one period. */
  readonly periodSeconds: number;
  readonly detections: readonly PlannedDetection[];
}

/** A detection that is drilled. */
export interface PlannedDetection {
  readonly id: string;
  readonly severity: Detection["severity"];
  readonly threshold: number;

  /** Whether a rule of EventBridge also forwards the event. */
  readonly isUrgent: boolean;
}

/** A detection that is not drilled, and the reason. */
export interface Undrilled {
  readonly id: string;
  readonly reason: string;
}

export interface DrillPlan {
  readonly calls: readonly PlannedCall[];
  readonly undrilled: readonly Undrilled[];
}

/** The calls that drill detections. Detections with equal calls share one call. */
export function drillPlan(detections: readonly Detection[], names: DrillNames): DrillPlan {
  const urgent = new Set(urgentEventsOf(detections).map(({ detection }) => detection.id));
  const calls = new Map<string, PlannedCall>();
  const undrilled: Undrilled[] = [];
  for (const { id, severity, threshold = 1, periodSeconds = 300, drill } of detections) {
    if (drill === undefined || !("call" in drill)) {
      undrilled.push({ id, reason: reasonOf(drill) });
      continue;
    }
    const { call } = drill;
    const key = JSON.stringify([call.service, call.operation, call.agent, call.input(names)]);
    const known = calls.get(key) ?? { ...call, times: 1, periodSeconds: 0, detections: [] };
    calls.set(key, {
      ...known,
      times: Math.max(known.times, threshold),
      periodSeconds: Math.max(known.periodSeconds, threshold > 1 ? periodSeconds : 0),
      detections: [...known.detections, { id, severity, threshold, isUrgent: urgent.has(id) }],
    });
  }
  return { calls: [...calls.values()], undrilled };
}

function reasonOf(drill: Detection["drill"]): string {
  if (drill === undefined) return "It is not in the catalog, so its drill is unknown.";
  return "none" in drill ? drill.none : "byHand" in drill ? `By hand: ${drill.byHand}` : "";
}
