import type { Plan } from "../../../terraform-types/plan/plan";

/** The planned changes of one root, with the access that they give. */
export interface ComparedPlan extends Plan {
  /** Principals that can use logs only after the change. Only a comparison of two syntheses sets this field. */
  readonly accessGained?: readonly AccessGain[];
}

/** A principal that can use the logs of a location only after the change. */
export interface AccessGain {
  readonly use: "read" | "write";

  /** Location of the logs, such as `s3://bucket/prefix`. */
  readonly logs: string;
  readonly who: string;
}
