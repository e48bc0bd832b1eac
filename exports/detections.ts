/** The detections, as rows. They need neither cdktf nor the AWS provider. */
export { cisDetections } from "../detections/catalog/cis";
export { detections } from "../detections/catalog/all";
export { type AlarmSeverity, type Detection, type Severity } from "../detections/detection";
