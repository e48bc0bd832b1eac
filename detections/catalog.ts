import { cisDetections } from "./cis";
import { dataDetections } from "./data";
import { dataLossDetections } from "./data-loss";
import type { Detection } from "./detection";

/** Every detection, in the order its alarm is made. */
export const detections: readonly Detection[] = [...cisDetections, ...dataDetections, ...dataLossDetections];
