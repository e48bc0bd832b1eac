import { cisDetections } from "./cis";
import { dataDetections } from "./data";
import { dataLossDetections } from "./data-loss";
import type { Detection } from "../detection";
import { identityDetections } from "./identity";
import { infrastructureDetections } from "./infrastructure";
import { privilegeDetections } from "./privileges";
import { serviceAbuseDetections } from "./service-abuse";
import { tamperingDetections } from "./tampering";

/** Every detection, in the order in which the alarms are created. */
export const detections: readonly Detection[] = [
  ...cisDetections,
  ...dataDetections,
  ...dataLossDetections,
  ...identityDetections,
  ...privilegeDetections,
  ...infrastructureDetections,
  ...serviceAbuseDetections,
  ...tamperingDetections,
];
