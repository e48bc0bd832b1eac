import { callVolumeUnusual } from "../../detections/catalog/call-volume-unusual";
import { detections } from "../../detections/catalog/all";
import type { Detection } from "../../detections/detection";
import { unusualRegion } from "../../detections/catalog/unusual-region";
import { alertingTampered } from "../../detections/catalog/alerting-tampered";

/** All detections with a runbook: the catalog, and detections that depend on names or regions of a configuration. */
export const documentedDetections: readonly Detection[] = [
  ...detections,
  callVolumeUnusual,
  unusualRegion({ inUse: [], unused: [] }),
  alertingTampered({ prefix: "", deployRoleNames: [] }),
];
