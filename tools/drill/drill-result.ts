import type { Detection } from "../../detections/detection";

/** Steps from a call to a person, in order. `rule` is the second way: EventBridge, bus, topic. */
export const drillSteps = ["event", "metric", "alarm", "topic", "rule"] as const;
export type DrillStep = (typeof drillSteps)[number];

/** How a detection's drill ended. */
export type DrillOutcome =
  /** Every step was reached. */
  | "arrived"
  /** The alarm was raised before the drill, so nobody can see whether it would be raised again. The other steps were reached. */
  | "raised before"
  /** Some step was not reached in time. */
  | "incomplete"
  /** The account has no alarm of this detection. */
  | "no alarm"
  /** The alarm notifies nobody: it has no action, or its actions are off. */
  | "no action"
  /** AWS did not refuse the call. */
  | "not refused"
  /** No answer came, so the call cannot be followed. */
  | "no answer";

/** Outcomes that are no failure of the pipeline. */
export const goodOutcomes: readonly DrillOutcome[] = ["arrived", "raised before"];

/** What the drill of one detection showed. */
export interface DetectionResult {
  readonly id: string;
  readonly severity: Detection["severity"];

  /** Event name, with its source. */
  readonly call: string;
  readonly times: number;

  /** Error with which AWS refused the call. */
  readonly refusal?: string;

  /** Seconds from the call to each step that was reached. */
  readonly seconds: Readonly<Partial<Record<DrillStep, number>>>;

  /** Expected steps that were not reached. */
  readonly missing: readonly DrillStep[];
  readonly outcome: DrillOutcome;
}

/** What a whole drill showed. */
export interface DrillResult {
  readonly drill: string;
  readonly account: string;
  readonly region: string;
  readonly principal: string;
  readonly detections: readonly DetectionResult[];
}
