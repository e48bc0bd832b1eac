import type { Finding } from "../finding";
import { type Json, isObject } from "./json-values";
import type { Plan } from "./plan";

/** Shorter values are left in texts: they would hide every digit, and `true`. Rules leave them out by their attribute. */
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
  // The longest first, because one may be a part of another
  return [...found].toSorted((a, b) => b.length - a.length);
}

function addMarked(value: Json | undefined, marks: Json, found: Set<string>): void {
  if (value === null || value === undefined || marks === false || marks === null) return;
  if (Array.isArray(value)) {
    value.forEach((one, i) =>
      addMarked(one, marks === true ? true : Array.isArray(marks) ? (marks[i] ?? null) : null, found),
    );
  } else if (isObject(value)) {
    for (const [name, one] of Object.entries(value)) {
      addMarked(one, marks === true ? true : ((isObject(marks) ? marks[name] : null) ?? null), found);
    }
  } else if (marks === true && typeof value !== "boolean" && String(value).length >= fewestCharacters) {
    found.add(String(value));
  }
}

/** Findings without sensitive values in their details, in case a rule quotes one from another attribute. */
export function withoutSecrets(findings: readonly Finding[], secrets: readonly string[]): Finding[] {
  const clean = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, "(sensitive)"), text);
  return findings.map((finding) => ({ ...finding, details: finding.details.map(clean) }));
}
