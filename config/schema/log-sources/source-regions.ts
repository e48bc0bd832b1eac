import { z } from "zod";
import { regionName } from "../fields";

/** Regions of a log source, the same setting for each that has resources in several. */
export const sourceRegions = z
  .array(regionName)
  .min(1, "expected at least one region; leave it out for every region in use")
  .optional()
  .meta({ description: "Regions of this source, some of the organization's `regions`. Default: all of them." });
