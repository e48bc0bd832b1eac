import { printable } from "../../shared/printable";
import { type Drawing, newTable } from "../../shared/terminal";
import type { DrillPlan } from "./drill-plan";
import { drillServices, type DrillNames } from "../../detections/drill";
import { type DrillResult, drillSteps, goodOutcomes } from "./drill-result";

/** A table with the seconds to each step, and the number of arrived messages. */
export function resultTable({ detections, drill, account, region }: DrillResult, drawing: Drawing): string {
  const table = newTable(["detection", "call", "refused with", ...drillSteps, "outcome"], drawing);
  for (const { id, call, times, refusal = "", seconds, missing, outcome } of detections) {
    const steps = drillSteps.map((step) => seconds[step]?.toFixed(1) ?? (missing.includes(step) ? "missing" : ""));
    table.push([id, times === 1 ? call : `${times} × ${call}`, printable(refusal), ...steps, outcome]);
  }
  const arrived = detections.filter(({ outcome }) => goodOutcomes.includes(outcome)).length;
  return [
    table.toString(),
    "Columns event to rule: seconds after the call. rule is the path over EventBridge, bus and topic.",
    `${drill}: ${arrived} of ${detections.length} arrived, calls from ${account} in ${region}`,
  ].join("\n");
}

/** The calls that a drill would send, and the detections that it would not drill. */
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
