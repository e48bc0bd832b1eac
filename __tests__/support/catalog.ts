import { logLocations } from "../../config/names/names";
import { archivePrefixes } from "../../log-sources/archive-prefixes";
import { type CatalogSource, logTables } from "../../tables/catalog";
import type { TableLocation, LogTable } from "../../tables/log-table";
import { account } from "../../sample-data/values";

/** The properties of tables for two accounts and two regions. */
export const logSource: TableLocation = {
  location: "s3://acme-logs/here",
  accountIds: [account(1), account(2)],
  regions: ["eu-west-1", "us-east-1"],
  firstDay: "2024-03-01",
};

const { trail, versionLists } = archivePrefixes;

/** Returns the properties of tables for an organization, with changes. */
export function catalogSource(changes: Partial<CatalogSource> = {}): CatalogSource {
  const { accountIds, regions, firstDay } = logSource;
  return {
    accountIds,
    regions,
    firstDay,
    cloudTrailLocation: `s3://acme-trail/${trail}/AWSLogs/o-a1b2c3d4e5`,
    locations: logLocations({ config: "acme-config", serviceLogs: "acme-services", accessLogs: "acme-access" }),
    webAclLogs: "s3://aws-waf-logs-acme",
    archive: { accountId: account(2), region: "eu-west-1" },
    accessLogs: { accountIds: [account(2)], regions: ["eu-west-1"], bucketNames: ["acme-trail", "acme-config"] },
    versionLists: {
      location: `s3://acme-access/${versionLists}`,
      bucketNames: ["acme-config", "acme-services", "acme-access"],
      listName: "versions",
    },
    ...changes,
  };
}

/** Returns the location of a table's logs, with a value for each partition. */
export function folderIn({ location, partitionPath }: LogTable, values: Readonly<Record<string, string>>): string {
  return `${location}/${partitionPath}`.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? "?");
}

/** Returns the columns of a table as `name type`, in order. */
export const typesOf = ({ columns }: Pick<LogTable, "columns">) => columns.map(({ name, type }) => `${name} ${type}`);

/** Every table of an organization of two accounts. */
export const tables = logTables(catalogSource());
