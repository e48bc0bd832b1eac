import type { Detection } from "../../detections/detection";

/** Links to the runbooks of detections, each with its severity. */
export function runbooks(detections: readonly Detection[]): string {
  return detections.map(({ id, severity }) => `[${id}](runbooks/${id}.md) (${severity})`).join(", ");
}
