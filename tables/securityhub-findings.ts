import { jsonLines } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/**
 * Findings of Security Hub, as EventBridge sends them to Firehose: one event on each line.
 *
 * The crawler creates another table over the same objects, with every field of the findings. This table has the fields that always
 * exist or that queries use, and it never changes automatically.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
 */
export function securityHubFindingsTable({ location, accountIds, regions, firstDay }: TableLocation): LogTable {
  return {
    name: "securityhub_findings",
    description: "Findings of Security Hub, with a row for each import and update",
    columns,
    partitions: [
      accountPartition(
        accountIds,
        "Account that delivered the finding: the administrator of Security Hub, or the account itself",
      ),
      regionPartition(
        regions,
        "Region that delivered the finding: the aggregation region, or the region of the finding",
      ),
      dayPartition(firstDay),
    ],
    location,
    partitionPath: "${account}/${region}/${day}",
    ...jsonLines({
      "mapping.detailtype": "detail-type",
      "mapping.eventaccount": "account",
      "mapping.eventregion": "region",
    }),
    notes: [
      "Findings are the elements of an array, which usually has one element: `CROSS JOIN UNNEST(detail.findings)`.",
      "A finding is written again with every update. The row with the latest `updatedat` of an `id` is the present state.",
    ],
  };
}

const resource = "type:string,id:string,partition:string,region:string,tags:map<string,string>,details:string";
const finding = [
  "schemaversion:string,id:string,productarn:string,productname:string,companyname:string,region:string",
  "generatorid:string,awsaccountid:string,types:array<string>",
  "firstobservedat:string,lastobservedat:string,createdat:string,updatedat:string",
  "severity:struct<label:string,normalized:int,original:string>",
  "confidence:int,criticality:int,title:string,description:string",
  "remediation:struct<recommendation:struct<text:string,url:string>>,sourceurl:string",
  "productfields:map<string,string>,userdefinedfields:map<string,string>",
  `resources:array<struct<${resource}>>`,
  "compliance:struct<status:string,securitycontrolid:string>",
  "workflow:struct<status:string>,workflowstate:string,recordstate:string",
  "note:struct<text:string,updatedby:string,updatedat:string>",
].join(",");

const columns: readonly Column[] = [
  { name: "version", type: "string", comment: "Version of the event's format" },
  { name: "id", type: "string", comment: "Id of the event" },
  { name: "detailtype", type: "string", comment: "Kind of event: Security Hub Findings - Imported" },
  { name: "source", type: "string", comment: "Sender of the event: aws.securityhub" },
  { name: "eventaccount", type: "string", comment: "Account that sent the event" },
  { name: "time", type: "string", comment: "Time of the event, ISO 8601 in UTC" },
  { name: "eventregion", type: "string", comment: "Region that sent the event" },
  { name: "resources", type: "array<string>", comment: "ARNs of the findings" },
  {
    name: "detail",
    type: `struct<findings:array<struct<${finding}>>>`,
    comment: "The findings, in the AWS Security Finding Format",
  },
];
