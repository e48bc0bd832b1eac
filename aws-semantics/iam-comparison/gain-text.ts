import { like, piecesOf } from "../iam/pattern";
import type { Gain } from "./compare";
import { withoutSamples } from "./samples";

/** Maximum number of lines to print for one policy. */
const mostLines = 10;

/**
 * Lines that list the principals and the actions that they gain. An action that anyone gains is not repeated for other principals.
 */
export function gainLines(gains: readonly Gain[]): string[] {
  const ofAnybody = new Set(gains.filter(({ candidate }) => candidate.isPublic).map(({ action }) => action));
  const shown = gains.filter(({ candidate, action }) => candidate.isPublic || !ofAnybody.has(action));
  const groups = new Map<string, Set<string>>();
  for (const gain of shown) {
    const key = [gain.candidate.label, placeText(gain)].map(withoutSamples).join("\n");
    groups.set(key, (groups.get(key) ?? new Set()).add(withoutSamples(gain.action)));
  }
  const lines = [...groups].map(([key, actions]) => {
    const [who, where] = key.split("\n");
    return `${who} gains ${widest([...actions]).join(", ")} ${where}`;
  });
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `and ${more} more`] : lines;
}

function placeText({ resource, keys }: Gain): string {
  const conditions = Object.entries(keys).map(([key, value]) => `${key} ${value}`);
  return `on ${resource}${conditions.length === 0 ? "" : `, with ${conditions.join(" and ")}`}`;
}

/** Removes actions that a wildcard in the list contains. */
function widest(actions: readonly string[]): string[] {
  const patterns = actions.filter((action) => action.includes("*"));
  return actions.filter(
    (action) => !patterns.some((pattern) => pattern !== action && like(piecesOf(pattern, new Map()) ?? [], action)),
  );
}
