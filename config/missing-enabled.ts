import { type JsonSchema, settingTree } from "./setting-tree";

/** A section with settings that is disabled because `enabled` is missing. */
export interface MissingEnabled {
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * Sections with settings but without `enabled`. Such a section is disabled, and its author probably forgot `enabled: true`. A
 * section with `enabled: false` is not reported: it keeps its settings for later on purpose.
 */
export function missingEnabled(raw: unknown): MissingEnabled[] {
  return switchesIn(raw, settingTree(), []);
}

function switchesIn(raw: unknown, schema: JsonSchema, path: readonly string[]): MissingEnabled[] {
  if (typeof raw !== "object" || raw === null || schema.properties === undefined) return [];
  const found: MissingEnabled[] = [];
  const written = Object.keys(raw);
  if (schema.properties["enabled"]?.default === false && written.length > 0 && !written.includes("enabled")) {
    const message =
      "these settings have no effect, because enabled is missing and defaults to false; add enabled: true, or enabled: false to keep them for later";
    found.push({ path, message });
  }
  for (const [key, value] of Object.entries(raw)) {
    const setting = schema.properties[key];
    if (setting?.properties) found.push(...switchesIn(value, setting, [...path, key]));
  }
  return found;
}
