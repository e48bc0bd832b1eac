import { cisDetections } from "./cis";
import { dataDetections } from "./data";
import { dataLossDetections } from "./data-loss";
import type { Detection } from "./detection";
import { identityDetections } from "./identity";
import { privilegeDetections } from "./privileges";

/** Every detection, in the order its alarm is made. */
export const detections: readonly Detection[] = [
  ...cisDetections,
  ...dataDetections,
  ...dataLossDetections,
  ...identityDetections,
  ...privilegeDetections,
];
