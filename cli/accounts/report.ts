import { printable } from "../../shared/printable";
import { type Drawing, newTable } from "../../shared/terminal";
import type { AccountChange, Comparison, Difference } from "./comparison";

/** The differences as a table, with the next steps. */
export function comparisonText(comparison: Comparison, isWritten: boolean, drawing: Drawing): string {
  const { changes, problems, leftAlone } = comparison;
  const table = newTable(["account", "name in AWS", "difference", "in the configuration"], drawing);
  for (const { id, awsName = "", differences, settings } of changes)
    table.push([id, printable(awsName), differences.join(", "), settingsText(settings)]);
  return [
    ...(changes.length > 0 ? [table.toString()] : []),
    ...problems,
    countLine(changes, isWritten),
    ...(leftAlone.length > 0 ? [`the filters exclude ${leftAlone.length} accounts`] : []),
    ...(isWritten && changes.length > 0 ? [nextSteps(changes)] : []),
  ].join("\n");
}

/** The differences as JSON. */
export function comparisonJson({ changes, problems, leftAlone }: Comparison, isWritten: boolean): string {
  const shown = changes.map(({ id, awsName = null, differences, settings }) => ({
    id,
    awsName,
    differences,
    settings,
  }));
  return JSON.stringify(
    { written: isWritten && changes.length > 0, changes: shown, problems, leftAlone },
    undefined,
    2,
  );
}

/** Settings without the id, which has its own column. */
function settingsText({ id: _id, ...settings }: AccountChange["settings"]): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}: ${printable(typeof value === "string" ? value : JSON.stringify(value))}`)
    .join("\n");
}

function countLine(changes: readonly AccountChange[], isWritten: boolean): string {
  if (changes.length === 0) return "the configuration lists the accounts of the organization";
  const kinds = [...new Set(changes.flatMap(({ differences }) => differences))];
  const counts = kinds.map(
    (kind) => `${changes.filter(({ differences }) => differences.includes(kind)).length} ${kind}`,
  );
  return `${changes.length} accounts differ: ${counts.join(", ")}${isWritten ? "; written" : ""}`;
}

/** The next steps: the roots to deploy, so that tables, silence check and roots match the configuration. */
function nextSteps(changes: readonly AccountChange[]): string {
  const has = (...kinds: readonly Difference[]) =>
    changes.some(({ differences }) => differences.some((one) => kinds.includes(one)));
  return [
    "next: synthesize, then deploy log-archive (tables) and management (silence check)",
    ...(has("new", "active again") ? ["  and the roots of the new accounts"] : []),
    ...(has("no longer in the organization", "suspended", "being closed", "closed")
      ? ["  the Terraform state of an inactive account remains; docs/accounts.md describes when to delete it"]
      : []),
  ].join("\n");
}
