import { type DetectionSource, deployedDetections } from "../../detections/deployed";
import type { Detection } from "../../detections/detection";
import { type NameSource, namesFor } from "../names/names";
import { type RegionSettings, eventRegions, partitionRegions } from "./regions";

type Settings = Omit<DetectionSource, "usualRegions" | "trailNames"> & RegionSettings & NameSource;

/** The detections that a configuration deploys. */
export function detectionsOf(config: Settings): Detection[] {
  const inUse = eventRegions(config);
  const unused = partitionRegions(config).filter((region) => !inUse.includes(region));
  const { trailName, buckets } = namesFor(config);
  const trailNames = { trail: `*${trailName}`, bucket: buckets.trail };
  return deployedDetections({ ...config, trailNames, usualRegions: { inUse, unused } });
}
