import type { AuditConfig } from "../config/audit-config";

/** Settings that stay the same after the first apply. A setting is undefined in files of earlier versions. */
export interface KeptSettings {
  /** Prefix of all names. */
  readonly prefix?: string | undefined;

  /** Region of the archives and the trail. */
  readonly homeRegion?: string | undefined;
}

/** The settings of a configuration that stay the same. */
export const keptSettingsOf = ({ prefix, homeRegion }: AuditConfig): KeptSettings => ({ prefix, homeRegion });
