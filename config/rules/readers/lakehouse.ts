import type { DeclaredConfig } from "../../schema/declared";
import type { Problem, Rule } from "../rule";

/** Rejects a lakehouse whose job could not read the trail, or would never maintain its tables. */
export const lakehouseRules: readonly Rule[] = [
  { reads: ["lakehouse", "mode", "archive.existing"], problems: trailProblems },
  { reads: ["lakehouse"], problems: maintenanceProblems },
];

function trailProblems({ lakehouse, mode, archive }: DeclaredConfig): Problem[] {
  if (!lakehouse.enabled || (mode !== "controlTower" && archive.existing === undefined)) return [];
  const owner = mode === "controlTower" ? "AWS Control Tower" : "the owner of archive.existing";
  const message = `the job reads only a trail archive of this project, and the bucket of the trail belongs to ${owner}; set this setting to false`;
  return [{ path: ["lakehouse", "enabled"], message }];
}

/** Runs start at multiples of the interval. */
function maintenanceProblems({ lakehouse: { enabled, intervalHours, maintainHour } }: DeclaredConfig): Problem[] {
  if (!enabled || maintainHour % intervalHours === 0) return [];
  const message = `no run starts at ${maintainHour}:00 UTC, so the tables would never be maintained; choose a multiple of lakehouse.intervalHours, which is ${intervalHours}`;
  return [{ path: ["lakehouse", "maintainHour"], message }];
}
