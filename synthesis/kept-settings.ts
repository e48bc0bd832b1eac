import type { AuditConfig } from "../config/audit-config";

/** Settings that stay the same after the first apply. A setting is undefined in files of earlier versions. */
export interface KeptSettings {
  /** Prefix of all names. */
  readonly prefix?: string | undefined;

  /** Region of the archives and the trail. */
  readonly homeRegion?: string | undefined;

  /** Location of the states: `local`, or `s3:<bucket>/<keyPrefix>`. */
  readonly backend?: string | undefined;
}

/** The settings of a configuration that stay the same. */
export function keptSettingsOf({ prefix, homeRegion, backend }: AuditConfig): KeptSettings {
  const location = backend.type === "s3" ? `s3:${backend.bucket}/${backend.keyPrefix}` : backend.type;
  return { prefix, homeRegion, backend: location };
}
