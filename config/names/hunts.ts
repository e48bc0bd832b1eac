import type { AuditConfig } from "../audit-config";

type NameSource = Pick<AuditConfig, "prefix"> & { readonly accounts: Pick<AuditConfig["accounts"], "logArchive"> };

/** Settings that decide whether there are hunts, and the name of their bucket. */
export type HuntBucketSource = NameSource & { readonly hunts: Pick<AuditConfig["hunts"], "enabled" | "countries"> };

/** Name of the bucket with the rows of the hunts. */
export const huntRowsBucketName = ({ prefix, accounts }: NameSource): string =>
  `${prefix}-hunt-rows-${accounts.logArchive}`;

/** Name of the bucket with the IP address ranges of each country. */
export const countriesBucketName = ({ prefix, accounts }: NameSource): string =>
  `${prefix}-address-countries-${accounts.logArchive}`;

/** Whether hunts run, and compare countries. */
export const comparesCountries = ({ hunts }: Pick<HuntBucketSource, "hunts">): boolean =>
  hunts.enabled && hunts.countries.enabled;

/** The buckets of the hunts, as a list that is empty if there are no hunts. */
export const huntBucketNames = (config: HuntBucketSource): string[] => [
  ...(config.hunts.enabled ? [huntRowsBucketName(config)] : []),
  ...(comparesCountries(config) ? [countriesBucketName(config)] : []),
];

/** Key prefix of the rows, which is the location of their table. */
export const huntRowsPrefix = "rows";

/** Key prefix of the IP address ranges, which is the location of their table. */
export const countriesPrefix = "ranges";
