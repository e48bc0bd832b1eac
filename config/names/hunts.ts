import type { AuditConfig } from "../audit-config";

type NameSource = Pick<AuditConfig, "prefix"> & { readonly accounts: Pick<AuditConfig["accounts"], "logArchive"> };

/** Settings that decide whether there are hunts, and the name of their bucket. */
export type HuntBucketSource = NameSource & { readonly hunts: Pick<AuditConfig["hunts"], "enabled"> };

/** Name of the bucket with the rows of the hunts. */
export const huntRowsBucketName = ({ prefix, accounts }: NameSource): string =>
  `${prefix}-hunt-rows-${accounts.logArchive}`;

/** The name of that bucket as a list. Empty if hunts are disabled. */
export const huntBucketNames = (config: HuntBucketSource): string[] =>
  config.hunts.enabled ? [huntRowsBucketName(config)] : [];

/** Key prefix of the rows, which is the location of their table. */
export const huntRowsPrefix = "rows";
