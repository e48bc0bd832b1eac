import type { AuditConfig } from "../audit-config";
import { bucketArn } from "./names";

type NameSource = Pick<AuditConfig, "prefix"> & { readonly accounts: Pick<AuditConfig["accounts"], "logArchive"> };

/** Settings that decide whether there is a lakehouse, and the name of its bucket. */
export type LakehouseBucketSource = NameSource & { readonly lakehouse: Pick<AuditConfig["lakehouse"], "enabled"> };

/** The name of the bucket of the lakehouse as a list. Empty if the lakehouse is disabled. */
export const lakehouseBucketNames = (config: LakehouseBucketSource): string[] =>
  config.lakehouse.enabled ? [bucketNameOf(config)] : [];

const bucketNameOf = ({ prefix, accounts }: NameSource): string => `${prefix}-lakehouse-${accounts.logArchive}`;

type Source = NameSource & Pick<AuditConfig, "partition" | "homeRegion">;

/** Names of the lakehouse, in the log-archive account. */
export function lakehouseNames(config: Source) {
  const { prefix, partition, homeRegion, accounts } = config;
  const { logArchive } = accounts;
  const jobName = `${prefix}-lakehouse`;
  const bucketName = bucketNameOf(config);
  const logGroupName = `/aws/emr-serverless/${jobName}`;
  return {
    bucketName,
    bucketArn: bucketArn(partition, bucketName),
    databaseName: `${prefix.replaceAll("-", "_")}_lakehouse`,

    /** Name of the application, of its runs, of their role and of their schedule. */
    jobName,
    jobRoleArn: `arn:${partition}:iam::${logArchive}:role/${jobName}`,

    /** Name of the role that starts a run. */
    startRoleName: `${jobName}-start`,
    logGroupName,
    logGroupArn: `arn:${partition}:logs:${homeRegion}:${logArchive}:log-group:${logGroupName}`,
  };
}
