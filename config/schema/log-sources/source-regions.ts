import { z } from "zod";
import { regionName } from "../fields";

/** Regions of a log source, the same setting for each that has resources in several. */
export const sourceRegions = z
  .array(regionName)
  .min(1, "expected at least one region; remove the setting for every region in use")
  .optional()
  .meta({
    description:
      "Regions of this source, a subset of `regions` of the organization. Terraform deletes the resources of a region that you remove, log groups with their events among them. Default: all of them.",
  });
