import { regexLines } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/** Values that the table of access logs needs. */
export interface AccessLogSource extends TableLocation {
  /** Buckets with access logs. */
  readonly bucketNames: readonly string[];
}

/**
 * Requests to the archives and to other buckets with access logs. S3 writes access logs with date-partitioned keys.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-s3-access-logs-to-identify-requests.html
 */
export function s3AccessLogsTable(source: AccessLogSource): LogTable {
  const { location, accountIds, regions, firstDay, bucketNames } = source;
  return {
    name: "s3_access_logs",
    description:
      "Requests to the archive and to the configured buckets, as S3 logged them; S3 delivers on a best-effort basis, hours late",
    columns,
    partitions: [
      accountPartition(accountIds, "Account of the bucket"),
      regionPartition(regions, "Region of the bucket"),
      {
        name: "bucket",
        type: "string",
        comment: "Bucket that received the request",
        projection: { type: "enum", values: bucketNames },
      },
      dayPartition(firstDay),
    ],
    location,
    partitionPath: "${account}/${region}/${bucket}/${day}",
    ...regexLines(`${fields}.*`),
    notes: [
      "The number of partitions is accounts x regions x buckets x days, and most partitions are empty. Add a condition on the bucket, or on a few days.",
      "The type of every column is string. `-` means that there is no value.",
      "`day` is the day of the request. The time is `date_parse(requestdatetime, '%d/%b/%Y:%H:%i:%S +0000')`.",
    ],
  };
}

/** A field that ends at a space. A field in brackets or quotes can contain spaces. */
const field = "([^ ]*)";
const bracketed = String.raw`\[(.*?)\]`;
const quoted = '("[^"]*"|-)';
/** Fields that S3 added later. An old record ends before these fields. */
const later = `(?: ${Array.from({ length: 8 }, () => field).join(" ")})?`;
const fields = [
  [field, field, bracketed, field, field, field, field, field, quoted, "(-|[0-9]*)"],
  [field, field, field, field, field, quoted, quoted, `${field}${later}`],
]
  .flat()
  .join(" ");

const columns: readonly Column[] = [
  { name: "bucketowner", type: "string", comment: "Canonical user id of the bucket's owner" },
  { name: "bucket_name", type: "string", comment: "Bucket that received the request" },
  { name: "requestdatetime", type: "string", comment: "Time of the request, such as 06/Feb/2026:00:00:38 +0000" },
  { name: "remoteip", type: "string", comment: "Address of the requester" },
  { name: "requester", type: "string", comment: "ARN of the requester; - for an anonymous request" },
  { name: "requestid", type: "string", comment: "Id of the request" },
  { name: "operation", type: "string", comment: "Operation, such as REST.GET.OBJECT" },
  { name: "key", type: "string", comment: "Key of the object, URL-encoded twice" },
  { name: "request_uri", type: "string", comment: "Request line, in quotes" },
  { name: "httpstatus", type: "string", comment: "HTTP status of the response" },
  { name: "errorcode", type: "string", comment: "Error code of S3, such as AccessDenied" },
  { name: "bytessent", type: "string", comment: "Bytes of the response" },
  { name: "objectsize", type: "string", comment: "Bytes of the object" },
  { name: "totaltime", type: "string", comment: "Milliseconds until the response was sent" },
  { name: "turnaroundtime", type: "string", comment: "Milliseconds in which S3 processed the request" },
  { name: "referrer", type: "string", comment: "HTTP referrer, in quotes" },
  { name: "useragent", type: "string", comment: "User agent of the requester, in quotes" },
  { name: "versionid", type: "string", comment: "Requested version of the object" },
  { name: "hostid", type: "string", comment: "Extended id of the request" },
  { name: "sigv", type: "string", comment: "Version of the signature" },
  { name: "ciphersuite", type: "string", comment: "Cipher of the connection; - for plain HTTP" },
  { name: "authtype", type: "string", comment: "Position of the signature: AuthHeader or QueryString" },
  { name: "endpoint", type: "string", comment: "Host that received the request" },
  { name: "tlsversion", type: "string", comment: "Version of TLS; - for plain HTTP" },
  { name: "accesspointarn", type: "string", comment: "Access point that received the request" },
  { name: "aclrequired", type: "string", comment: "Yes if only an ACL allowed the request" },
];
