import leven = require("leven");
import type { z } from "zod";
import { knownKeys } from "./setting-tree";

type Issue = z.core.$ZodIssue;

/** What is expected, where the schema does not say it in its own words. */
export function describe(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return "required, but missing";
    if (issue.expected === "boolean") return "expected true or false";
    return `expected ${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
  }
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => message).join("; ");
  if (issue.code === "invalid_value") return oneOf(issue.values);
  if (issue.code === "invalid_union" && Array.isArray(issue["options"])) return oneOf(issue["options"]);
  return undefined;
}

const oneOf = (values: readonly unknown[]) => `expected one of ${values.join(", ")}`;

/** One problem for each unknown key, with the key it may have been meant to be. */
export function onePerKey(issue: Issue): Issue[] {
  if (issue.code !== "unrecognized_keys") return [issue];
  const known = knownKeys(issue.path);
  return issue.keys.map((key) => {
    const byDistance = known.toSorted((a, b) => leven(key, a) - leven(key, b));
    const [nearest] = byDistance;
    const list =
      known.length > 20
        ? `similar settings are ${byDistance.slice(0, 5).join(", ")}`
        : `known settings are ${known.join(", ")}`;
    const hint =
      nearest !== undefined && leven(key, nearest) <= Math.min(3, key.length / 2) ? `did you mean ${nearest}?` : list;
    return { ...issue, keys: [key], path: [...issue.path, key], message: `unknown setting; ${hint}` };
  });
}
