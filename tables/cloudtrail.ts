import type { Column, LogTable } from "./log-table";

/** What a table of organization events has to know. */
export interface CloudTrailTableSource {
  readonly bucketName: string;

  /** Key prefix of the trail, without slashes at its ends. */
  readonly prefix: string;
  readonly organizationId: string;

  /** Every account that has events; one that is missing here is not seen by any query. */
  readonly accountIds: readonly string[];

  /** Every region that can have events; one that is missing here is not seen by any query. */
  readonly regions: readonly string[];

  /** First day that is seen, `yyyy-MM-dd`. */
  readonly firstDay: string;
}

/**
 * The events of the organization trail.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export function cloudTrailTable(source: CloudTrailTableSource): LogTable {
  return {
    name: "cloudtrail",
    description: "API calls of every account and region of the organization, as CloudTrail recorded them",
    columns,
    partitions: [
      {
        name: "account",
        type: "string",
        comment: "Account the event belongs to",
        projection: { type: "enum", values: source.accountIds },
      },
      {
        name: "region",
        type: "string",
        comment: "Region that recorded the event; IAM and other global services record in one region",
        projection: { type: "enum", values: source.regions },
      },
      {
        name: "day",
        type: "string",
        comment: "Day of delivery in UTC, yyyy/MM/dd",
        projection: { type: "date", format: "yyyy/MM/dd", firstDay: source.firstDay.replaceAll("-", "/") },
      },
    ],
    location: `s3://${source.bucketName}/${source.prefix}/AWSLogs/${source.organizationId}`,
    partitionPath: "${account}/CloudTrail/${region}/${day}",
    // Splits the Records array of a log file into rows
    inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    serde: "org.apache.hive.hcatalog.data.JsonSerDe",
    parameters: { classification: "cloudtrail", compressionType: "gzip", typeOfData: "file" },
  };
}

const sessionContext = [
  "attributes:struct<mfaauthenticated:string,creationdate:string>",
  "sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>",
  "ec2roledelivery:string",
  "webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>",
].join(",");

const userIdentity = [
  "type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string",
  "onbehalfof:struct<userid:string,identitystorearn:string>",
  `sessioncontext:struct<${sessionContext}>`,
].join(",");

const columns: readonly Column[] = [
  { name: "eventversion", type: "string", comment: "Version of the event's format" },
  { name: "useridentity", type: `struct<${userIdentity}>`, comment: "Who called" },
  { name: "eventtime", type: "string", comment: "When the call was made, ISO 8601 in UTC" },
  { name: "eventsource", type: "string", comment: "Service that was called, such as s3.amazonaws.com" },
  { name: "eventname", type: "string", comment: "Call that was made" },
  { name: "awsregion", type: "string", comment: "Region the call was made in" },
  { name: "sourceipaddress", type: "string", comment: "Address of the caller, or the calling service's name" },
  { name: "useragent", type: "string", comment: "Tool the call was made with" },
  { name: "errorcode", type: "string", comment: "Why the call failed; null when it did not" },
  { name: "errormessage", type: "string", comment: "Why the call failed, in words" },
  { name: "requestparameters", type: "string", comment: "What was asked, JSON" },
  { name: "responseelements", type: "string", comment: "What was answered, JSON; null for reading calls" },
  { name: "additionaleventdata", type: "string", comment: "What else the service tells, JSON" },
  { name: "requestid", type: "string", comment: "Id of the call" },
  { name: "eventid", type: "string", comment: "Id of the event; an event can be delivered twice" },
  { name: "readonly", type: "string", comment: "Whether the call only reads, true or false" },
  {
    name: "resources",
    type: "array<struct<arn:string,accountid:string,type:string>>",
    comment: "Resources the call touched",
  },
  { name: "eventtype", type: "string", comment: "Kind of event, such as AwsApiCall" },
  { name: "apiversion", type: "string", comment: "Version of the called API" },
  { name: "recipientaccountid", type: "string", comment: "Account that received the event" },
  { name: "serviceeventdetails", type: "string", comment: "Details of an event a service made itself, JSON" },
  { name: "sharedeventid", type: "string", comment: "Id that the events of one call share between accounts" },
  { name: "vpcendpointid", type: "string", comment: "VPC endpoint the call came through" },
  { name: "vpcendpointaccountid", type: "string", comment: "Account that owns the VPC endpoint" },
  { name: "eventcategory", type: "string", comment: "Management, Data, NetworkActivity or Insight" },
  {
    name: "addendum",
    type: "struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>",
    comment: "Why an event was delivered late or corrected",
  },
  { name: "sessioncredentialfromconsole", type: "string", comment: "Whether the call came from a console session" },
  { name: "edgedevicedetails", type: "string", comment: "Edge device the call came through, JSON" },
  {
    name: "tlsdetails",
    type: "struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>",
    comment: "How the connection was encrypted",
  },
];
