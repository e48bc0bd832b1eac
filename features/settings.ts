import type { z } from "zod";
import { settings } from "./all/settings";

/** Settings by name, each with its schema. */
type SettingShape = Readonly<Record<string, z.ZodType>>;

/**
 * Settings of a feature, by the section of the configuration that contains them. They become part of the schema of the configuration,
 * with their defaults and descriptions.
 */
export interface FeatureSettings {
  /** Sections of the whole configuration. */
  readonly root?: SettingShape;
}

type Section = keyof FeatureSettings;

/** Combines the members of a union: `A | B` becomes `A & B`. */
type Combined<Union> = (Union extends unknown ? (part: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** The settings that features add to a section of the configuration. */
type SettingsIn<Name extends Section> = Combined<
  // The empty object is for a section to which no feature adds settings
  Record<never, never> | Extract<(typeof settings)[number], Record<Name, SettingShape>>[Name]
>;

/** The schemas of the settings that features add to a section of the configuration. */
export function settingsIn<Name extends Section>(section: Name): SettingsIn<Name> {
  const shapes = settings.map((ofFeature: FeatureSettings) => ofFeature[section] ?? {});
  return Object.assign({}, ...shapes);
}
