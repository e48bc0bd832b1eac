import { type JsonSchema, settingTree } from "./setting-tree";

/** A section with settings that is disabled because `enabled` is missing. */
export interface MissingEnabled {
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * Sections in which something is set, although they are disabled without `enabled: true`. `enabled: false` keeps settings for
 * later on purpose. If `enabled` is missing, it was probably forgotten.
 */
export function missingEnabled(raw: unknown): MissingEnabled[] {
  return switchesIn(raw, settingTree(), []);
}

function switchesIn(raw: unknown, schema: JsonSchema, path: readonly string[]): MissingEnabled[] {
  if (typeof raw !== "object" || raw === null) return [];
  const written = Object.keys(raw);
  const isForgotten =
    schema.properties?.["enabled"]?.default === false && written.length > 0 && !written.includes("enabled");
  const message =
    "these settings have no effect, because enabled is missing and defaults to false; add enabled: true, or enabled: false to keep them for later";
  const inside = Object.entries(raw).flatMap(([key, value]) => {
    const setting = schema.properties?.[key];
    return setting === undefined ? [] : switchesIn(value, setting, [...path, key]);
  });
  return isForgotten ? [{ path, message }, ...inside] : inside;
}
