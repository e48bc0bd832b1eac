import { cisDetections } from "./cis";
import type { Detection } from "./detection";

/** Every detection, in the order its alarm is made. */
export const detections: readonly Detection[] = [...cisDetections];
