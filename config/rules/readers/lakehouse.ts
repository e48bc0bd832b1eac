import type { DeclaredConfig } from "../../schema/declared";
import { type Problem, type Rule, entriesOf, repeated } from "../rule";

/** Rejects a lakehouse whose job could not read the trail, would never maintain its tables, or could be replaced by a wrong role. */
export const lakehouseRules: readonly Rule[] = [
  { reads: ["lakehouse", "mode", "archive.existing"], problems: trailProblems },
  { reads: ["lakehouse"], problems: maintenanceProblems },
  { reads: ["lakehouse", "partition", "accounts.logArchive"], problems: uploaderProblems },
];

function trailProblems({ lakehouse, mode, archive }: DeclaredConfig): Problem[] {
  if (!lakehouse.enabled || (mode !== "controlTower" && archive.existing === undefined)) return [];
  const owner = mode === "controlTower" ? "AWS Control Tower" : "the owner of archive.existing";
  const message = `the job reads only a trail archive of this project, and the bucket of the trail belongs to ${owner}; set it to false`;
  return [{ path: ["lakehouse", "enabled"], message }];
}

/** Runs start at multiples of the interval. */
function maintenanceProblems({ lakehouse: { enabled, intervalHours, maintainHour } }: DeclaredConfig): Problem[] {
  if (!enabled || maintainHour % intervalHours === 0) return [];
  const message = `no run starts at ${maintainHour}:00 UTC, so the tables would never be maintained; choose a multiple of lakehouse.intervalHours, which is ${intervalHours}`;
  return [{ path: ["lakehouse", "maintainHour"], message }];
}

function uploaderProblems({ lakehouse, partition, accounts }: DeclaredConfig): Problem[] {
  const uploaders = entriesOf(["lakehouse", "uploaderRoleArns"], lakehouse.uploaderRoleArns);
  const expected = `arn:${partition}:iam::${accounts.logArchive}:role/`;
  const foreign = uploaders
    .filter(({ value }) => !value.startsWith(expected))
    .map(({ path, value }) => ({
      path,
      message: `expected a role of the log-archive account, ${expected}<name>, because no other role can write to the bucket of the lakehouse, got ${value}`,
    }));
  return [...foreign, ...repeated(uploaders)];
}
