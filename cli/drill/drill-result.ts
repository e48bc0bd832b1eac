import type { Detection } from "../../detections/detection";

/** Steps from a call to a notification, in order. `rule` is the second path: EventBridge, bus, topic. */
export const drillSteps = ["event", "metric", "alarm", "topic", "rule"] as const;
export type DrillStep = (typeof drillSteps)[number];

/** The result of the drill of a detection. */
export type DrillOutcome =
  /** All steps were reached. */
  | "arrived"
  /** The alarm was in ALARM before the drill, so a new alarm cannot be observed. All other steps were reached. */
  | "raised before"
  /** A step was not reached in time. */
  | "incomplete"
  /** The account has no alarm of this detection. */
  | "no alarm"
  /** The alarm notifies no one: it has no action, or its actions are disabled. */
  | "no action"
  /** AWS accepted a call that it must refuse. */
  | "not refused"
  /** There was no response, so the call cannot be traced. */
  | "no answer";

/** Outcomes that do not indicate a failure of the alerting pipeline. */
export const goodOutcomes: readonly DrillOutcome[] = ["arrived", "raised before"];

/** The result of the drill of one detection, with its times. */
export interface DetectionResult {
  readonly id: string;
  readonly severity: Detection["severity"];

  /** Event name, with its source. */
  readonly call: string;
  readonly times: number;

  /** Name of the error that AWS returned. */
  readonly refusal?: string;

  /** Seconds from the call to each step that was reached. */
  readonly seconds: Readonly<Partial<Record<DrillStep, number>>>;

  /** Expected steps that were not reached. */
  readonly missing: readonly DrillStep[];
  readonly outcome: DrillOutcome;
}

/** The result of a whole drill. */
export interface DrillResult {
  readonly drill: string;
  readonly account: string;
  readonly region: string;
  readonly principal: string;
  readonly detections: readonly DetectionResult[];
}
