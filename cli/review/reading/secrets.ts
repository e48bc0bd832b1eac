import type { Finding } from "../finding";
import type { Json, JsonObject } from "../../../shared/json";
import type { Plan } from "../../../terraform-types/plan/plan";

/** Minimum length of a value to hide. Hiding shorter values would hide digits and `true`. Rules omit these values by attribute. */
const fewestCharacters = 4;

/** The sensitive values of a plan. */
export function secretsOf(plan: Plan): string[] {
  const found = new Set<string>();
  for (const { before, after, sensitive } of plan.changes) {
    for (const marks of sensitive) {
      if (marks === undefined || marks === false) continue;
      addMarked(before, marks, found);
      addMarked(after, marks, found);
    }
  }
  // The longest value is first, because a value can contain another value
  return [...found].toSorted((a, b) => b.length - a.length);
}

/** Adds the values that marks name. It walks the marks, because there are fewer marks than values. */
function addMarked(value: Json | undefined, marks: Json | undefined, found: Set<string>): void {
  if (marks === true) return addAll(value, found);
  if (typeof marks !== "object" || marks === null || typeof value !== "object" || value === null) return;
  for (const name of Object.keys(marks)) addMarked((value as JsonObject)[name], (marks as JsonObject)[name], found);
}

function addAll(value: Json | undefined, found: Set<string>): void {
  if (typeof value === "object" && value !== null) {
    for (const one of Object.values(value)) addAll(one, found);
  } else if ((typeof value === "string" || typeof value === "number") && String(value).length >= fewestCharacters) {
    found.add(String(value));
  }
}

/** Removes sensitive values from the details of findings, in case a rule prints a value of another attribute. */
export function withoutSecrets(findings: readonly Finding[], secrets: readonly string[]): Finding[] {
  const clean = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, "(sensitive)"), text);
  return findings.map((finding) => ({ ...finding, details: finding.details.map(clean) }));
}
