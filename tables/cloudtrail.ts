import { cloudTrailRecords } from "./formats";
import { type Column, type LogTable, type Partition, type TableLocation, inLowerCase } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/** Folders of a trail below the folder of its organization. */
type TrailFolder = "CloudTrail" | "CloudTrail-Insight" | "CloudTrail-Digest";

/** Location of the files of one account, region and day, and the projection of these partitions. */
export function trailPartitions(source: TableLocation, folder: TrailFolder) {
  const partitions: readonly [Partition, Partition, Partition] = [
    accountPartition(source.accountIds, "Account the event belongs to"),
    regionPartition(
      source.regions,
      "Region that recorded the event; IAM and other global services record in one region",
    ),
    dayPartition(source.firstDay),
  ];
  return { location: source.location, partitions, partitionPath: `\${account}/${folder}/\${region}/\${day}` };
}

/**
 * The events of the organization trail for all accounts.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export function cloudTrailTable(source: TableLocation): LogTable {
  return {
    name: "cloudtrail",
    description: "API calls of every account and region of the organization, as CloudTrail recorded them",
    columns: inLowerCase(fields),
    fields,
    ...trailPartitions(source, "CloudTrail"),
    ...cloudTrailRecords,
    notes: [
      "An event can be delivered twice: count `DISTINCT eventid`, or ask the view `cloudtrail_events`.",
      "Accounts x regions x days are partitions, and the engine plans 1,000,000 at most. `trailkeeper query` splits a query that has more; in the console name the account, the region, or few days.",
    ],
  };
}

/**
 * The same events, for organizations with more than a few hundred accounts. There is no list of accounts, so there is no limit
 * on their number, and accounts that are not configured are visible too.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-dynamic-id-partitioning.html
 */
export function cloudTrailByAccountTable(source: TableLocation): LogTable {
  const { partitions, ...place } = trailPartitions(source, "CloudTrail");
  const [account, ...others] = partitions;
  return {
    name: "cloudtrail_by_account",
    description: "API calls of the accounts a query names, whether the configuration knows them or not",
    columns: inLowerCase(fields),
    fields,
    ...place,
    partitions: [{ ...account, projection: { type: "injected" } }, ...others],
    ...cloudTrailRecords,
    notes: ["A query has to name the account (`account = '...'`); without it Athena refuses the query."],
  };
}

/**
 * The events of external accounts, whose trails write to folders beside the organization's folder.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function cloudTrailExternalTable(source: TableLocation): LogTable {
  return {
    name: "cloudtrail_outside",
    description: "API calls of the accounts outside the organization that have a trail into the archive",
    columns: inLowerCase(fields),
    fields,
    ...trailPartitions(source, "CloudTrail"),
    ...cloudTrailRecords,
    notes: [
      "Only where `accounts.outside` names accounts. The view `cloudtrail_events` shows these events too.",
      "An event can be delivered twice: count `DISTINCT eventid`, or ask the view.",
    ],
  };
}

/**
 * The events of an organization trail that wrote to another place, before this project's trail or beside it.
 *
 * @param place place in the list of such locations, from 1
 */
export function cloudTrailEarlierTable(source: TableLocation, place: number): LogTable {
  return {
    name: `cloudtrail_earlier_${place}`,
    description: "API calls of the organization that an earlier trail delivered to another place",
    columns: inLowerCase(fields),
    fields,
    ...trailPartitions(source, "CloudTrail"),
    ...cloudTrailRecords,
    notes: [
      "Only where `query.earlierTrailLocations` names locations, one table for each. The view `cloudtrail_events` shows these events too.",
      "The table `cloudtrail` can have the same events: ask the view, which shows each once.",
    ],
  };
}

/** The data events that a trail of its own records, beside a trail of management events. */
export function cloudTrailDataTable(source: TableLocation): LogTable {
  return {
    name: "cloudtrail_data_events",
    description: "Data events of the organization that this project's trail recorded beside another trail",
    columns: inLowerCase(fields),
    fields,
    ...trailPartitions(source, "CloudTrail"),
    ...cloudTrailRecords,
    notes: [
      "Only with `mode: controlTower` and `trail.dataEvents`. The view `cloudtrail_events` shows these events too.",
      "An event can be delivered twice: count `DISTINCT eventid`, or ask the view.",
    ],
  };
}

const sessionContext = [
  "attributes:struct<mfaAuthenticated:string,creationDate:string>",
  "sessionIssuer:struct<type:string,principalId:string,arn:string,accountId:string,userName:string>",
  "ec2roledelivery:string",
  "webIdFederationData:struct<federatedProvider:string,attributes:map<string,string>>",
].join(",");

const userIdentity = [
  "type:string,principalId:string,arn:string,accountId:string,invokedBy:string,accessKeyId:string,userName:string",
  "onBehalfOf:struct<userId:string,identityStoreArn:string>",
  `sessionContext:struct<${sessionContext}>`,
].join(",");

/** The fields of a record, with their names in the logs. */
const fields: readonly Column[] = [
  { name: "eventVersion", type: "string", comment: "Version of the event's format" },
  { name: "userIdentity", type: `struct<${userIdentity}>`, comment: "Who called" },
  { name: "eventTime", type: "string", comment: "When the call was made, ISO 8601 in UTC" },
  { name: "eventSource", type: "string", comment: "Service that was called, such as s3.amazonaws.com" },
  { name: "eventName", type: "string", comment: "Call that was made" },
  { name: "awsRegion", type: "string", comment: "Region the call was made in" },
  { name: "sourceIPAddress", type: "string", comment: "Address of the caller, or the calling service's name" },
  { name: "userAgent", type: "string", comment: "Tool the call was made with" },
  { name: "errorCode", type: "string", comment: "Why the call failed; null when it did not" },
  { name: "errorMessage", type: "string", comment: "Why the call failed, in words" },
  { name: "requestParameters", type: "string", comment: "What was asked, JSON" },
  { name: "responseElements", type: "string", comment: "What was answered, JSON; null for reading calls" },
  { name: "additionalEventData", type: "string", comment: "What else the service tells, JSON" },
  { name: "requestID", type: "string", comment: "Id of the call" },
  { name: "eventID", type: "string", comment: "Id of the event; an event can be delivered twice" },
  { name: "readOnly", type: "string", comment: "Whether the call only reads, true or false" },
  {
    name: "resources",
    type: "array<struct<ARN:string,accountId:string,type:string>>",
    comment: "Resources the call touched",
  },
  { name: "eventType", type: "string", comment: "Kind of event, such as AwsApiCall" },
  { name: "apiVersion", type: "string", comment: "Version of the called API" },
  { name: "recipientAccountId", type: "string", comment: "Account that received the event" },
  { name: "serviceEventDetails", type: "string", comment: "Details of an event a service made itself, JSON" },
  { name: "sharedEventID", type: "string", comment: "Id that the events of one call share between accounts" },
  { name: "vpcEndpointId", type: "string", comment: "VPC endpoint the call came through" },
  { name: "vpcEndpointAccountId", type: "string", comment: "Account that owns the VPC endpoint" },
  { name: "eventCategory", type: "string", comment: "Management, Data, NetworkActivity or Insight" },
  {
    name: "addendum",
    type: "struct<reason:string,updatedFields:string,originalRequestID:string,originalEventID:string>",
    comment: "Why an event was delivered late or corrected",
  },
  { name: "sessionCredentialFromConsole", type: "string", comment: "Whether the call came from a console session" },
  { name: "edgeDeviceDetails", type: "string", comment: "Edge device the call came through, JSON" },
  {
    name: "tlsDetails",
    type: "struct<tlsVersion:string,cipherSuite:string,clientProvidedHostHeader:string>",
    comment: "How the connection was encrypted",
  },
];
