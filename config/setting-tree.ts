import { z } from "zod";
import { auditConfigSchema } from "./audit-config-schema";

/** A setting, or what holds settings, as JSON Schema has it. */
export interface JsonSchema {
  readonly properties?: Record<string, JsonSchema>;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly default?: unknown;
}

let everySetting: JsonSchema | undefined;

/** Every setting that a configuration may have. */
export function settingTree(): JsonSchema {
  everySetting ??= z.toJSONSchema(auditConfigSchema, { io: "input" }) as JsonSchema;
  return everySetting;
}

/** The settings that exist at a path. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  let schemas: JsonSchema[] = [settingTree()];
  for (const key of path) {
    schemas = schemas
      .map((schema) => (typeof key === "number" ? schema.items : (schema.properties?.[String(key)] ?? entryOf(schema))))
      .flatMap((schema) => schema?.oneOf ?? schema ?? []);
  }
  const names = ({ properties = {}, propertyNames }: JsonSchema) => propertyNames?.enum ?? Object.keys(properties);
  return [...new Set(schemas.flatMap(names))];
}

/** What every entry of a map looks like. */
function entryOf({ additionalProperties }: JsonSchema): JsonSchema | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}
