import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MetricFilters } from "./metric-filters";
import type { LocalDeployment } from "../terraform/deployment";

/**
 * Enables the emulator to record calls as CloudTrail does, and counts the events as CloudWatch Logs does.
 *
 * @returns function that stops the recording
 */
export async function recordCalls(deployment: LocalDeployment): Promise<() => Promise<void>> {
  const filters = new MetricFilters(deployment);
  await filters.start();
  // The emulator records while this file exists: ../emulator/stand_ins/call_recording.py
  const switchFile = join(deployment.folder, "records-calls");
  writeFileSync(switchFile, "");
  return async () => {
    rmSync(switchFile, { force: true });
    await filters.stop();
  };
}
