import { type JsonSchema, settingTree } from "./setting-tree";

/** A part of a configuration that is written, and off because nothing says that it is on. */
export interface MissingEnabled {
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * Parts of a configuration in which something is set, though they are off unless `enabled` is written. Whoever writes
 * `enabled: false` keeps the settings for later; whoever writes neither has forgotten it.
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
