import type { AuditConfig } from "../../config/audit-config";
import { logTableSource } from "../../config/derived/table-locations";
import { bucketArn, namesFor } from "../../config/names/names";
import { s3ViaService, viaService } from "../../config/partitions";
import { countriesTable } from "../../hunts/countries";
import type { HuntSource } from "../../hunts/hunt";
import { rowsTable } from "../../hunts/rows-table";
import type { HuntMachineProps } from "../../modules/hunts/hunt-machine";
import type { HuntedPass } from "./hunts-in-lakehouse";
import { earlierLogsOf } from "./query-policies";

type Reading =
  | "tableName"
  | "folderArns"
  | "otherKeyArns"
  | "otherS3ViaServices"
  | "resultsBucketArn"
  | "s3ViaService"
  | "dynamodbViaService";

/**
 * What the hunts read.
 *
 * @param countriesFolderArn folder of the ranges of countries, if hunts compare countries
 */
export function huntReading(
  config: AuditConfig,
  passes: readonly HuntedPass[],
  countriesFolderArn: string | undefined,
): Pick<HuntMachineProps, Reading> {
  const { partition } = config;
  const earlier = earlierLogsOf(config);
  const sources = passes.map(({ source }) => source);
  return {
    tableName: [
      rowsTable,
      ...(countriesFolderArn === undefined ? [] : [countriesTable]),
      ...new Set(passes.flatMap(({ source, tables }) => (source === "cloudtrail" ? ["cloudtrail*"] : tables))),
    ],
    folderArns: [
      ...foldersOf(logTableSource(config), sources).map((location) =>
        bucketArn(partition, location.replace("s3://", "")),
      ),
      ...(countriesFolderArn === undefined ? [] : [countriesFolderArn]),
    ],
    otherKeyArns: earlier.kmsKeyArns,
    otherS3ViaServices: earlier.s3ViaServices,
    resultsBucketArn: bucketArn(partition, namesFor(config).buckets.queryResults),
    s3ViaService: s3ViaService(config),
    dynamodbViaService: viaService("dynamodb", config),
  };
}

/** Folders of the tables that the given sources read. */
export function foldersOf(
  source: ReturnType<typeof logTableSource>,
  sources: readonly HuntSource[] = ["cloudtrail"],
): string[] {
  const { cloudTrailLocation, earlierTrailLocations, dataEventLocation, outside, locations } = source;
  const others = [dataEventLocation, outside?.location].filter((location) => location !== undefined);
  const folders: Readonly<Record<HuntSource, readonly string[]>> = {
    cloudtrail: [cloudTrailLocation, ...earlierTrailLocations, ...others],
    "flow-logs": [locations.flowLogs],
    "dns-logs": [locations.dnsQueryLogs],
    "access-logs": [locations.accessLogs],
    findings: [locations.securityHubFindings],
  };
  return [...new Set(sources.flatMap((one) => folders[one]))];
}
