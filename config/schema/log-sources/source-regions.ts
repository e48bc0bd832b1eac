import { z } from "zod";
import { regionName } from "../fields";

/** Regions of a log source. Each log source with resources in several regions has this setting. */
export const sourceRegions = z
  .array(regionName)
  .min(1, "expected at least one region; to select every region in use, remove the setting")
  .optional()
  .meta({
    description:
      "Regions of this source, a subset of `regions` of the organization. If you remove a region, Terraform deletes its resources, including log groups with their events. Default: every region in use.",
  });
