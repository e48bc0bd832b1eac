import { cloudTrailRecords } from "./formats";
import { type Column, type LogTable, type Partition, type TableLocation, inLowerCase } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/** Folders of a trail below the folder of its organization. */
type TrailFolder = "CloudTrail" | "CloudTrail-Insight" | "CloudTrail-Digest";

/** Location of the files of one account, region and day, and the projection of these partitions. */
export function trailPartitions(source: TableLocation, folder: TrailFolder) {
  const partitions: readonly [Partition, Partition, Partition] = [
    accountPartition(source.accountIds, "Account of the event"),
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
      "An event can be delivered twice: count `DISTINCT eventid`, or query the view `cloudtrail_events`.",
      "The number of partitions is accounts x regions x days, and Athena plans at most 1,000,000. `trailkeeper query` splits a query with more partitions. In the console, add a condition on the account, the region or the days.",
    ],
  };
}

/**
 * The same events, for organizations with more than a few hundred accounts. The table has no list of accounts, so their number is not
 * limited, and queries can also read accounts that are not configured.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-dynamic-id-partitioning.html
 */
export function cloudTrailByAccountTable(source: TableLocation): LogTable {
  const { partitions, ...place } = trailPartitions(source, "CloudTrail");
  const [account, ...others] = partitions;
  return {
    name: "cloudtrail_by_account",
    description: "API calls of the accounts that a query names, even if the configuration does not list them",
    columns: inLowerCase(fields),
    fields,
    ...place,
    partitions: [{ ...account, projection: { type: "injected" } }, ...others],
    ...cloudTrailRecords,
    notes: ["A query must contain a condition on the account (`account = '...'`). Otherwise Athena refuses the query."],
  };
}

/**
 * The events of external accounts. Their folders are in the same location as the folder of the organization.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function cloudTrailExternalTable(source: TableLocation): LogTable {
  return {
    name: "cloudtrail_outside",
    description: "API calls of accounts outside the organization whose trail delivers to the archive",
    columns: inLowerCase(fields),
    fields,
    ...trailPartitions(source, "CloudTrail"),
    ...cloudTrailRecords,
    notes: [
      "This table exists only if `accounts.outside` lists accounts. The view `cloudtrail_events` also contains these events.",
      "An event can be delivered twice: count `DISTINCT eventid`, or query the view.",
    ],
  };
}

/**
 * The events of an organization trail that delivered to another location, before this project's trail or at the same time.
 *
 * @param place position in the list of earlier locations, from 1
 */
export function cloudTrailEarlierTable(source: TableLocation, place: number): LogTable {
  return {
    name: `cloudtrail_earlier_${place}`,
    description: "API calls of the organization that an earlier trail delivered to another location",
    columns: inLowerCase(fields),
    fields,
    ...trailPartitions(source, "CloudTrail"),
    ...cloudTrailRecords,
    notes: [
      "This table exists only if `query.earlierTrailLocations` lists locations. Each location has a table. The view `cloudtrail_events` also contains these events.",
      "The table `cloudtrail` can contain the same events. Query the view, which returns each event once.",
    ],
  };
}

/** The data events that a separate trail records, in addition to a trail of management events. */
export function cloudTrailDataTable(source: TableLocation): LogTable {
  return {
    name: "cloudtrail_data_events",
    description: "Data events of the organization that the trail of this project recorded in addition to another trail",
    columns: inLowerCase(fields),
    fields,
    ...trailPartitions(source, "CloudTrail"),
    ...cloudTrailRecords,
    notes: [
      "This table exists only with `mode: controlTower` and `trail.dataEvents`. The view `cloudtrail_events` also contains these events.",
      "An event can be delivered twice: count `DISTINCT eventid`, or query the view.",
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
  { name: "userIdentity", type: `struct<${userIdentity}>`, comment: "The caller" },
  { name: "eventTime", type: "string", comment: "Time of the call, ISO 8601 in UTC" },
  { name: "eventSource", type: "string", comment: "Called service, such as s3.amazonaws.com" },
  { name: "eventName", type: "string", comment: "Name of the call" },
  { name: "awsRegion", type: "string", comment: "Region of the call" },
  { name: "sourceIPAddress", type: "string", comment: "Address of the caller, or the calling service's name" },
  { name: "userAgent", type: "string", comment: "User agent of the call" },
  { name: "errorCode", type: "string", comment: "Error code of the call; null if the call succeeded" },
  { name: "errorMessage", type: "string", comment: "Error message of the call" },
  { name: "requestParameters", type: "string", comment: "Parameters of the request, JSON" },
  { name: "responseElements", type: "string", comment: "Elements of the response, JSON; null for read-only calls" },
  { name: "additionalEventData", type: "string", comment: "Additional data of the service, JSON" },
  { name: "requestID", type: "string", comment: "Id of the call" },
  { name: "eventID", type: "string", comment: "Id of the event; an event can be delivered twice" },
  { name: "readOnly", type: "string", comment: "Whether the call is read-only, true or false" },
  {
    name: "resources",
    type: "array<struct<ARN:string,accountId:string,type:string>>",
    comment: "Resources of the call",
  },
  { name: "eventType", type: "string", comment: "Kind of event, such as AwsApiCall" },
  { name: "apiVersion", type: "string", comment: "Version of the called API" },
  { name: "recipientAccountId", type: "string", comment: "Account that received the event" },
  { name: "serviceEventDetails", type: "string", comment: "Details of an event that a service created itself, JSON" },
  { name: "sharedEventID", type: "string", comment: "Id that the events of one call share between accounts" },
  { name: "vpcEndpointId", type: "string", comment: "VPC endpoint of the call" },
  { name: "vpcEndpointAccountId", type: "string", comment: "Account that owns the VPC endpoint" },
  { name: "eventCategory", type: "string", comment: "Management, Data, NetworkActivity or Insight" },
  {
    name: "addendum",
    type: "struct<reason:string,updatedFields:string,originalRequestID:string,originalEventID:string>",
    comment: "Reason why an event was delivered late or corrected",
  },
  { name: "sessionCredentialFromConsole", type: "string", comment: "Whether a console session sent the call" },
  { name: "edgeDeviceDetails", type: "string", comment: "Edge device that forwarded the call, JSON" },
  {
    name: "tlsDetails",
    type: "struct<tlsVersion:string,cipherSuite:string,clientProvidedHostHeader:string>",
    comment: "Encryption of the connection",
  },
];
