import type { z } from "zod";
import { features } from "../features/all/features";
import type { Feature } from "../features/feature";
import { settingExample } from "./setting-example";
import { knownKeys } from "./setting-tree";
import { misspeltName, nearestFirst, suggestion } from "../shared/suggestion";

type Issue = z.core.$ZodIssue;

/** Names of the settings of features in AWS and other products. */
const usualNames: Readonly<Record<string, readonly string[]>> = Object.assign(
  {},
  ...features.map((feature: Feature) => feature.usualNames ?? {}),
);

const missing = "required, but missing";
const expectedSection = "expected settings";
const expectedList = "expected a list";

/** The message of an issue, if the schema has none for it. */
export function describe(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return missing;
    if (issue.expected === "object" || issue.expected === "record") return expectedSection;
    if (issue.expected === "array") return expectedList;
    if (issue.expected === "boolean") return "expected true or false";
    if (issue.expected === "string" && ["number", "boolean"].includes(typeof issue.input))
      return "expected a string; write the value in quotes";
    return `expected ${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
  }
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => message).join("; ");
  if (issue.code === "invalid_value") return oneOf(issue.values, issue.input);
  if (issue.code === "invalid_union" && Array.isArray(issue["options"])) return oneOf(issue["options"]);
  return undefined;
}

function oneOf(values: readonly unknown[], input?: unknown): string {
  const nearest = typeof input === "string" ? misspeltName(input, values.map(String)) : undefined;
  return `expected one of ${values.join(", ")}${nearest === undefined ? "" : `; did you mean ${nearest}?`}`;
}

/** The problems of an issue: one for each unknown key. A problem of a section or a list also has an example. */
export function problemsOf(issue: Issue): Issue[] {
  return issue.code === "unrecognized_keys" ? onePerKey(issue) : [withExample(issue)];
}

/** One problem for each unknown key, with the most similar known key. */
function onePerKey(issue: z.core.$ZodIssueUnrecognizedKeys): Issue[] {
  const known = knownKeys(issue.path);
  return issue.keys.map((key) => {
    const nearest = suggestion(key, known, usualNames);
    const list =
      known.length > 30
        ? `similar settings are ${nearestFirst(key, known).slice(0, 5).join(", ")}`
        : `known settings are ${known.join(", ")}`;
    const hint = nearest === undefined ? list : `did you mean ${nearest}?`;
    return { ...issue, keys: [key], path: [...issue.path, key], message: `unknown setting; ${hint}` };
  });
}

/** Adds an example of the setting to the message. */
function withExample(issue: Issue): Issue {
  const { path, message } = issue;
  if (![missing, expectedSection, expectedList].includes(message)) return issue;
  if (path.length === 0) return { ...issue, message: `${message}, as in config/example.yaml` };
  const example = settingExample(path);
  if (example === undefined) return issue;
  return {
    ...issue,
    message: message === missing ? `${missing}; for example ${example}` : `${message}, such as ${example}`,
  };
}
