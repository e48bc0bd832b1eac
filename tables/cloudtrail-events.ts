import type { LogView, ViewColumn } from "./log-view";

/** A column of the view, with the SQL that computes it. */
type ComputedColumn = ViewColumn & { readonly sql: string };

/** Keys of `requestparameters` that contain the target of a call, the most specific first. */
const targetKeys = [
  "bucketName",
  "roleArn",
  "policyArn",
  "functionName",
  "secretId",
  "keyId",
  "trailName",
  "userName",
  "roleName",
  "groupName",
  "groupId",
  "instanceId",
  "target",
  "dBInstanceIdentifier",
  "snapshotId",
  "tableName",
  "logGroupName",
  "stackName",
  "name",
];

const text = (name: string, sql: string, comment: string): ComputedColumn => ({
  name,
  type: "string",
  engineType: "varchar",
  comment,
  sql,
});

const request = (key: string) => `try(json_extract_scalar(requestparameters, '$.${key}'))`;

const columns: readonly ComputedColumn[] = [
  {
    name: "event_time",
    type: "timestamp",
    engineType: "timestamp(3)",
    comment: "Time of the call, in UTC",
    sql: "CAST(try(from_iso8601_timestamp(eventtime)) AS timestamp(3))",
  },
  text("account", "account", "Account of the event; a partition, so add a condition on it"),
  text("region", "region", "Region that recorded the event; a partition, so add a condition on it"),
  text("day", "day", "Day of delivery in UTC, such as 2026/01/31; a partition, so add a condition on it"),
  text("event_source", "eventsource", "Called service, such as s3.amazonaws.com"),
  text("event_name", "eventname", "Name of the call"),
  {
    name: "is_read_only",
    type: "boolean",
    engineType: "boolean",
    comment: "Whether the call is read-only",
    sql: "lower(readonly) = 'true'",
  },
  text(
    "principal_name",
    "coalesce(useridentity.username, nullif(regexp_extract(useridentity.arn, '[^/:]+$'), ''), useridentity.invokedby, useridentity.type)",
    "Short name of the caller: the user, the session, root, or the service",
  ),
  text("principal_type", "useridentity.type", "Kind of caller, such as IAMUser, AssumedRole or Root"),
  text("principal_arn", "useridentity.arn", "ARN of the caller"),
  text(
    "principal_account",
    "useridentity.accountid",
    "Account of the caller; differs from account for calls across accounts",
  ),
  text("access_key_id", "nullif(useridentity.accesskeyid, '')", "Access key that signed the call"),
  text("session_issuer", "useridentity.sessioncontext.sessionissuer.arn", "ARN of the role or user of the session"),
  text(
    "role",
    "if(useridentity.sessioncontext.sessionissuer.type = 'Role', useridentity.sessioncontext.sessionissuer.username)",
    "Name of the role of the session",
  ),
  text("mfa", "useridentity.sessioncontext.attributes.mfaauthenticated", "Whether the session began with MFA"),
  text("invoked_by", "useridentity.invokedby", "Service that made the call on somebody's behalf"),
  text("source_address", "sourceipaddress", "Address of the caller, or the calling service's name"),
  text("user_agent", "useragent", "User agent of the call"),
  text("error_code", "errorcode", "Error code of the call; null if the call succeeded"),
  text("error_message", "errormessage", "Error message of the call"),
  text(
    "target",
    `coalesce(element_at(resources, 1).arn, ${targetKeys.map(request).join(", ")})`,
    "Resource of the call: its ARN, or else its name in the request; null without both",
  ),
  text("request", "requestparameters", "Parameters of the request, JSON"),
  text("response", "responseelements", "Elements of the response, JSON; null for read-only calls"),
  text("additional", "additionaleventdata", "Additional data of the service, JSON"),
  text("service_details", "serviceeventdetails", "Details of an event that a service created itself, JSON"),
  text("event_id", "eventid", "Id of the event, unique in an account, region and day"),
  text("shared_event_id", "sharedeventid", "Id that the events of one call share between accounts"),
  text("event_type", "eventtype", "Kind of event, such as AwsApiCall"),
  text("event_category", "eventcategory", "Management, Data or NetworkActivity"),
  text("vpc_endpoint_id", "vpcendpointid", "VPC endpoint of the call"),
];

/**
 * The events of the trails in a readable form: times are timestamps, the caller and the target have their own columns, and each event
 * is returned only once.
 *
 * CloudTrail usually delivers a duplicate of an event on the same day. So the view looks for duplicates only within a partition. The
 * window function contains no partition columns, so that conditions on these columns reach each table.
 *
 * @param groups tables to read; each has all columns and partitions of `cloudtrail`, in the same order. Tables of one group can
 * have the same events, tables of different groups cannot
 * @param once clauses that return each event of a group of tables once
 */
export function cloudTrailEventsView(
  groups: readonly (readonly string[])[],
  once: EventsOnce = eventsDeliveredOnce,
): LogView {
  return {
    name: "cloudtrail_events",
    description: "API calls of every account and region in readable columns, with each event once",
    columns: columns.map(({ name, type, engineType, comment }) => ({ name, type, engineType, comment })),
    sql: groups.map((tables) => ["SELECT", selectList, ...once(tables)].join("\n")).join("\nUNION ALL\n"),
    notes: [
      "Limit `account`, `region` and `day`. The conditions reach the table `cloudtrail`, so that only these partitions are read.",
      "If CloudTrail delivers an event again on another day, the view returns it twice. This happens rarely.",
      "The view also contains events of external accounts, if `accounts.outside` lists such accounts.",
      "The view also contains events of earlier trails, if `query.earlierTrailLocations` lists their locations. It returns an event once if two trails delivered it on the same day.",
    ],
  };
}

/** Names of the columns of the view. */
export const cloudTrailEventColumns: readonly string[] = columns.map(({ name }) => name);

/**
 * The rows of the view with duplicates. To find duplicates, the query engine must sort all events. A statement that needs only few
 * events is faster if it looks for duplicates only in these events.
 */
export function cloudTrailDeliveries(table: string, condition: string): string {
  return ["SELECT", selectList, `FROM ${table}`, `WHERE ${condition}`].join("\n");
}

const selectList = columns.map(({ name, sql }) => `  ${sql} AS ${name}`).join(",\n");

/** The lines of FROM and WHERE clauses that return each event of a group of tables once. */
export type EventsOnce = (tables: readonly string[]) => readonly string[];

/** The clauses for tables over an archive, which can contain an event several times. */
export const eventsDeliveredOnce: EventsOnce = (tables) => [
  "FROM (",
  "  SELECT *, row_number() OVER (PARTITION BY account, region, day, eventid ORDER BY requestid) AS delivery",
  `  FROM ${allOf(tables)}`,
  ")",
  "WHERE delivery = 1 OR eventid IS NULL",
];

/** The rows of all tables of a group. */
function allOf(tables: readonly string[]): string {
  if (tables.length === 1) return tables.join();
  return `(\n${tables.map((table) => `    SELECT * FROM ${table}`).join("\n    UNION ALL\n")}\n  )`;
}
