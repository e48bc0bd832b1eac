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
  return (error?.issues ?? []).map(({ path, message, input }) => {
    const place = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
    return `${property}${place}: ${message}, got ${JSON.stringify(input)}`;
  });
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
