import type { AuditConfig } from "../../config/audit-config";
import type { OwnNames } from "../feature";

type Source = Pick<AuditConfig, "prefix" | "partition" | "homeRegion" | "dashboards"> & {
  readonly accounts: Pick<AuditConfig["accounts"], "logArchive">;
};

/** Names of the dashboards, in the log-archive account. */
export function dashboardNames(config: Source) {
  const { prefix, partition, homeRegion, accounts, dashboards } = config;
  const { namespace, identityRegion = homeRegion, readerGroup, authorGroup } = dashboards;
  const name = `${prefix}-dashboards`;
  const quickSight = (region: string, resource: string) =>
    `arn:${partition}:quicksight:${region}:${accounts.logArchive}:${resource}`;
  const groupArn = (group: string) => quickSight(identityRegion, `group/${namespace}/${group}`);
  return {
    /** Name of the role, of the workgroup and of the stack, and id of the data source. */
    name,
    roleArn: `arn:${partition}:iam::${accounts.logArchive}:role/${name}`,
    dataSourceArn: quickSight(homeRegion, `datasource/${name}`),
    dataSetId: (dataSet: string) => `${prefix}-${dataSet}`,

    /** Id of the analysis and of the dashboard. */
    dashboardId: `${prefix}-audit`,
    readerGroupArn: readerGroup === undefined ? undefined : groupArn(readerGroup),
    authorGroupArn: authorGroup === undefined ? undefined : groupArn(authorGroup),
  };
}

/** Names that the guardrails protect. */
export function ownNames(config: Source): OwnNames {
  const { name } = dashboardNames(config);
  return { roles: [name], workgroups: [name] };
}
