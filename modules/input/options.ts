import type { z } from "zod";
import type { OptionsOf } from "../../log-sources/options-of";
import type { InputProblem } from "./input";

/** The settings with the names of a schema's options. */
function onlyOptions(schema: z.ZodObject, settings: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name in schema.shape));
}

/** Reports the options that the schema refuses. Settings that are no options of the schema are not checked. */
export function optionProblems(property: string, schema: z.ZodObject, settings: object): InputProblem[] {
  const { error } = schema.safeParse(onlyOptions(schema, settings), { reportInput: true });
  return (error?.issues ?? []).map((issue) => {
    const place = issue.path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
    return `${property}${place}: ${expectedBy(issue)}, got ${JSON.stringify(issue.input)}`;
  });
}

/** What an option expects. zod has no message of this project for a wrong type, and for none of several values. */
function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value") return `expected one of ${issue.values.join(", ")}`;
  return issue.code === "invalid_type" ? `expected a value of type ${issue.expected}` : issue.message;
}

/**
 * The options of a log source, with their defaults.
 *
 * @throws ZodError when an option is invalid; `optionProblems` reports it before
 */
export function withDefaults<Schema extends z.ZodObject>(
  schema: Schema,
  settings: OptionsOf<Schema>,
): z.output<Schema> {
  return schema.parse(onlyOptions(schema, settings)) as z.output<Schema>;
}
