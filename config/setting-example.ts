import { stringify } from "yaml";
import { type JsonSchema, schemasAt } from "./setting-tree";

/** An example of a setting, on one line of YAML. Undefined if the schema has no example. */
export function settingExample(path: readonly PropertyKey[]): string | undefined {
  const key = path.at(-1);
  const [value] = schemasAt(path).flatMap(exampleOf);
  if (key === undefined || value === undefined) return undefined;
  const text = onOneLine(value);
  return typeof key === "number" ? text : `${String(key)}: ${text}`;
}

/** A list with the shortest example of a setting. Empty if the schema has no example. */
function exampleOf(schema: JsonSchema): unknown[] {
  if (schema.not !== undefined) return [];
  if (schema.type === "boolean") return [true];
  const candidates = [...(schema.examples ?? []), schema.const, schema.default, ...(schema.enum ?? [])];
  const written = candidates.find(isTelling);
  if (written !== undefined) return [written];
  if (schema.items) return exampleOf(schema.items).map((item) => [item]);
  if (schema.properties) return exampleOfSection(schema.properties, schema.required ?? []);
  const [alternative] = schema.oneOf ?? schema.anyOf ?? [];
  if (alternative) return exampleOf(alternative);
  return schema.minimum === undefined ? [] : [schema.minimum];
}

/** A section with its required settings, or else with `enabled`, or else with its first setting. */
function exampleOfSection(properties: Record<string, JsonSchema>, required: readonly string[]): unknown[] {
  if (properties["enabled"]?.type === "boolean") return [{ enabled: true }];
  const examples = Object.entries(properties).flatMap(([name, setting]) =>
    exampleOf(setting).map((value) => [name, value] as const),
  );
  const needed = required.length > 0 ? examples.filter(([name]) => required.includes(name)) : examples.slice(0, 1);
  return needed.length > 0 && needed.length >= required.length ? [Object.fromEntries(needed)] : [];
}

const isTelling = (value: unknown): boolean =>
  value !== undefined && value !== null && (typeof value !== "object" || Object.keys(value).length > 0);

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return stringify(value, { lineWidth: 0 }).trim();
  return `{ ${Object.entries(value)
    .map(([name, part]) => `${name}: ${onOneLine(part)}`)
    .join(", ")} }`;
}
