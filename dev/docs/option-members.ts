import { z } from "zod";
import { logSourceOptions } from "../../log-sources/options";

/** An option as a property of an interface. */
interface OptionMember {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly doc: { readonly text: string; readonly default: string; readonly see: readonly string[] };
}

interface OptionSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly OptionSchema[];
  readonly items?: OptionSchema;
}

/** The options of a log source as properties of an interface. Undefined if a type is no type of options. */
export function optionMembers(typeName: string): OptionMember[] | undefined {
  const schemas: Readonly<Record<string, z.ZodObject>> = logSourceOptions;
  const schema = schemas[typeName];
  if (schema === undefined) return undefined;
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" }) as {
    readonly properties?: Readonly<Record<string, OptionSchema>>;
  };
  return Object.entries(properties).map(([name, option]) => ({
    name,
    type: typeOf(option),
    isOptional: true,
    doc: { text: option.description ?? "", default: defaultText(option.default), see: [] },
  }));
}

/** The TypeScript type of an option. */
function typeOf({ type, enum: values, const: only, anyOf, items }: OptionSchema): string {
  if (anyOf !== undefined) return anyOf.map(typeOf).join(" | ");
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (items !== undefined) {
    const entry = typeOf(items);
    return entry.includes("|") ? `readonly (${entry})[]` : `readonly ${entry}[]`;
  }
  return type === "integer" ? "number" : (type ?? "unknown");
}

const defaultText = (value: unknown): string => {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? "none" : value.join(", ");
};
