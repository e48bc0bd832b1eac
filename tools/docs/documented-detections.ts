import { detections } from "../../detections/catalog";
import type { Detection } from "../../detections/detection";
import { unusualRegion } from "../../detections/unusual-region";

/** Every detection that has a runbook: the catalog's, and the one that needs to know the regions in use. */
export const documentedDetections: readonly Detection[] = [...detections, unusualRegion([])];
