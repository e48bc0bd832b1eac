import { z } from "zod";
import { auditConfigSchema } from "./audit-config-schema";

/** A setting, or a group of settings, in JSON Schema. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly properties?: Record<string, JsonSchema>;
  readonly required?: readonly string[];
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly not?: unknown;
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
  const names = ({ properties = {}, propertyNames }: JsonSchema) => propertyNames?.enum ?? Object.keys(properties);
  return [...new Set(schemasAt(path).flatMap(names))];
}

/** The schemas of a path. A setting with alternatives has several schemas. */
export function schemasAt(path: readonly PropertyKey[]): JsonSchema[] {
  let schemas: JsonSchema[] = [settingTree()];
  for (const key of path) {
    schemas = schemas
      .map((schema) => (typeof key === "number" ? schema.items : (schema.properties?.[String(key)] ?? entryOf(schema))))
      .flatMap((schema) => schema?.oneOf ?? schema ?? []);
  }
  return schemas;
}

/** Schema of the entries of a map. */
function entryOf({ additionalProperties }: JsonSchema): JsonSchema | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}
