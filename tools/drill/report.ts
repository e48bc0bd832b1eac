import { printable } from "../../config/printable";
import { type Drawing, newTable } from "../shared/terminal";
import type { DrillPlan } from "./drill-plan";
import { drillServices, type DrillNames } from "../../detections/drill";
import { type DrillResult, drillSteps, goodOutcomes } from "./drill-result";

/** Seconds by step as a table, and the outcomes in numbers. */
export function resultTable({ detections, drill, account, region }: DrillResult, drawing: Drawing): string {
  const table = newTable(["detection", "call", "refused with", ...drillSteps, "outcome"], drawing);
  for (const { id, call, times, refusal = "", seconds, missing, outcome } of detections) {
    const steps = drillSteps.map((step) => seconds[step]?.toFixed(1) ?? (missing.includes(step) ? "missing" : ""));
    table.push([id, times === 1 ? call : `${times} × ${call}`, printable(refusal), ...steps, outcome]);
  }
  const arrived = detections.filter(({ outcome }) => goodOutcomes.includes(outcome)).length;
  return [
    table.toString(),
    "Seconds after the call. rule: EventBridge, bus and topic.",
    `${drill}: ${arrived} of ${detections.length} arrived, calls from ${account} in ${region}`,
  ].join("\n");
}

/** What a drill would call, and what it would not. */
export function planTable({ calls, undrilled }: DrillPlan, names: DrillNames, drawing: Drawing): string {
  const table = newTable(["call", "parameters", "effect", "detections"], drawing);
  for (const { service, operation, input, effect, times, detections } of calls) {
    const call = `${drillServices[service].source}:${operation}`;
    table.push([
      times === 1 ? call : `${times} × ${call}`,
      JSON.stringify(input(names)),
      effect,
      detections.map(({ id }) => id).join("\n"),
    ]);
  }
  const left = undrilled.map(({ id, reason }) => `not drilled: ${id}. ${reason}`);
  return [table.toString(), ...left].join("\n");
}
