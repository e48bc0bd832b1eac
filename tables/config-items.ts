import { jsonLines } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/**
 * The state of a resource that AWS Config recorded after each change.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/example-s3-history-notification.html
 */
export function configHistoryTable(source: TableLocation): LogTable {
  return {
    name: "config_history",
    description:
      "Changes of resources, as AWS Config recorded them; each row is a file of one type and up to six hours",
    ...configTable(source, "ConfigHistory"),
  };
}

/**
 * The state of every resource that AWS Config recorded in a snapshot.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-AWS-Config.html
 */
export function configSnapshotsTable(source: TableLocation): LogTable {
  return {
    name: "config_snapshots",
    description: "All recorded resources at one time, as AWS Config delivered them; each row is a snapshot",
    ...configTable(source, "ConfigSnapshot"),
  };
}

function configTable(source: TableLocation, folder: "ConfigHistory" | "ConfigSnapshot") {
  const { location, accountIds, regions, firstDay } = source;
  return {
    columns,
    partitions: [
      accountPartition(accountIds, "Account of the resources"),
      regionPartition(regions, "Region of the resources; resources of IAM are in the home region"),
      dayPartition(firstDay, "unpadded"),
    ],
    location,
    partitionPath: `\${account}/Config/\${region}/\${day}/${folder}`,
    ...jsonLines(settings),
    notes: [
      "Resources are the elements of an array: `CROSS JOIN UNNEST(configurationitems)`.",
      "AWS Config writes months and days without a leading zero, so the values of `day` cannot be compared with `<` or `>`. List the days (`day IN ('2026/1/9', '2026/1/10')`), or compare `date_parse(day, '%Y/%c/%e')` and add conditions on account and region.",
    ],
  };
}

const keys = [
  "fileVersion configSnapshotId configurationItems configurationItemVersion configurationItemCaptureTime",
  "configurationStateId awsAccountId configurationItemStatus resourceType resourceId resourceName ARN awsRegion",
  "availabilityZone configurationStateMd5Hash supplementaryConfiguration resourceCreationTime relatedEvents",
  "relationshipName",
].flatMap((line) => line.split(" "));

/**
 * A resource can have the tags Name and name. If upper and lower case were ignored, these tags would be a duplicate key, and Athena
 * would not return the row.
 */
const settings = {
  "case.insensitive": "false",
  ...Object.fromEntries(keys.map((key) => [`mapping.${key.toLowerCase()}`, key])),
};

const item = [
  "configurationitemversion:string,configurationitemcapturetime:string,configurationstateid:bigint",
  "awsaccountid:string,configurationitemstatus:string,resourcetype:string,resourceid:string,resourcename:string",
  "arn:string,awsregion:string,availabilityzone:string,configurationstatemd5hash:string",
  "configuration:string,supplementaryconfiguration:map<string,string>,tags:map<string,string>",
  "relatedevents:array<string>",
  "resourcecreationtime:string",
].join(",");

const columns: readonly Column[] = [
  { name: "fileversion", type: "string", comment: "Version of the file's format" },
  { name: "configsnapshotid", type: "string", comment: "Id of the snapshot; null in a history file" },
  {
    name: "configurationitems",
    type: `array<struct<${item}>>`,
    comment: "The resources: type and id, time of the record, and configuration as JSON",
  },
];
