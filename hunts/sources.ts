import { cloudTrailEventColumns } from "../tables/cloudtrail-events";
import { dayIn } from "../tables/partitions";
import type { HuntSource } from "./hunt";
import { derivedHuntColumns, huntEvents, privateAddresses } from "./hunt-events";

/** Columns of a source that hunts can use. */
export interface SourceColumns {
  /** Names of the columns. Each source has the columns of `commonColumns`. */
  readonly columns: readonly string[];

  /** Whether an event has an id, and may be delivered twice. */
  readonly hasIds: boolean;

  /**
   * SELECT of the events of the given days.
   *
   * @param tables tables of the source
   * @param condition additional condition on partitions
   * @param days the first and the last day, by default a pair of parameters for each table
   */
  readonly events: (tables: readonly string[], condition: string, days?: Days) => string;
}

/** The first and the last day of the events, as SQL. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const asParameters: Days = { from: "?", to: "?" };

/** Columns from which every row of a result is computed. */
export const commonColumns = [
  "account",
  "region",
  "day",
  "event_time",
  "source_address",
  "event_id",
  "principal",
] as const;

interface ComputedColumn {
  readonly name: string;
  readonly sql: string;
}

const column = (name: string, sql = name): ComputedColumn => ({ name, sql });

/** A source of one table without ids, from its columns. */
function rowsOf(columns: readonly ComputedColumn[], dayOf = (day: string) => day, from = ""): SourceColumns {
  const list = columns.map(({ name, sql }) => `  ${sql} AS ${name}`).join(",\n");
  return {
    columns: columns.map(({ name }) => name),
    hasIds: false,
    events: (tables, condition, days = asParameters) =>
      tables
        .map((table) => `SELECT\n${list}\nFROM ${table}${from}\nWHERE ${between(days, dayOf)}${further(condition)}`)
        .join("\nUNION ALL\n"),
  };
}

const between = ({ from, to }: Days, dayOf = (day: string) => day) => `day BETWEEN ${dayOf(from)} AND ${dayOf(to)}`;
const further = (condition: string) => (condition === "" ? "" : ` AND ${condition}`);
const hiveFormat = dayIn("hive", "%Y-%m-%d");
const hiveDay = (day: string) => `date_format(date_parse(${day}, '%Y/%m/%d'), '${hiveFormat}')`;
const isPublic = (address: string) =>
  `coalesce(regexp_like(${address}, '^[0-9a-fA-F.:]+$') AND NOT regexp_like(lower(${address}), '${privateAddresses}'), false)`;

const flowLogs = rowsOf(
  [
    column("account"),
    column("region"),
    column("day", "regexp_replace(day, '^year=([0-9]+)/month=([0-9]+)/day=([0-9]+)$', '$1/$2/$3')"),
    column("event_time", "CAST(from_unixtime(start) AS timestamp(3))"),
    column("source_address", "srcaddr"),
    column("event_id", "CAST(NULL AS varchar)"),
    column("principal", "CAST(NULL AS varchar)"),
    column("interface_id"),
    column("instance_id"),
    column("from_port", "srcport"),
    column("to_address", "dstaddr"),
    column("to_port", "dstport"),
    column("protocol"),
    column("bytes"),
    column("is_accepted", "coalesce(action = 'ACCEPT', false)"),
    column("is_outgoing", `${isPublic("dstaddr")} AND NOT ${isPublic("srcaddr")}`),
    column("is_incoming", `${isPublic("srcaddr")} AND NOT ${isPublic("dstaddr")}`),
    // Only logs with the fields of version 5 contain the service. Other records contain only the address
    column("to_service", "coalesce(nullif(pkt_dst_aws_service, '-'), '')"),
  ],
  hiveDay,
);

const dnsQueryLogs = rowsOf([
  column("account"),
  column("region"),
  column("day"),
  column("event_time", "CAST(try(from_iso8601_timestamp(query_timestamp)) AS timestamp(3))"),
  column("source_address", "srcaddr"),
  column("event_id", "CAST(NULL AS varchar)"),
  column("principal", "CAST(NULL AS varchar)"),
  column("vpc"),
  column("asked_by", "coalesce(srcids.instance, srcids.resolver_endpoint, srcaddr)"),
  column("name", "lower(query_name)"),
  column("domain", "regexp_extract(lower(query_name), '[^.]+[.][^.]+[.]?$')"),
  column("type", "query_type"),
  column("code", "rcode"),
]);

/** The role of a session, or the user, from an ARN of an access log. This ARN does not contain the path of a role. */
const requester = `CASE
    WHEN requester LIKE 'arn:%:sts::%:assumed-role/%' THEN regexp_replace(requester, '^(arn:[a-z-]+):sts::([0-9]{12}):assumed-role/([^/]+)/.*$', '$1:iam::$2:role/$3')
    WHEN requester <> '-' THEN requester
  END`;

const accessLogs = rowsOf([
  column("account"),
  column("region"),
  column("day"),
  column("event_time", "try(date_parse(requestdatetime, '%d/%b/%Y:%H:%i:%S +0000'))"),
  column("source_address", "remoteip"),
  column("event_id", "requestid"),
  column("principal", requester),
  column("bucket"),
  column("operation"),
  column("object_key", "key"),
  column("is_answered", "coalesce(httpstatus IN ('200', '206'), false)"),
  column("bytes", "TRY_CAST(bytessent AS bigint)"),
]);

/** The credentials of a finding. They are JSON, in which the reader of the table may change upper and lower case of names. */
const credentials = (key: string) =>
  `try(json_extract_scalar(lower(element_at(filter(f.resources, one -> one.type = 'AwsIamAccessKey'), 1).details), '$.awsiamaccesskey.${key}'))`;

/** The name of a principal. Security Hub requires none of these fields. */
const principalName = `coalesce(${["principalname", "sessioncontext.sessionissuer.username", "username"].map(credentials).join(", ")})`;

/** The caller, in the same form as the column `actor` of CloudTrail events. */
const suspect = `coalesce(
    regexp_extract(${credentials("principalid")}, ':(i-[0-9a-f]{8,17})$', 1),
    CASE coalesce(${credentials("principaltype")}, ${credentials("sessioncontext.sessionissuer.type")})
      WHEN 'root' THEN 'root'
      WHEN 'iamuser' THEN 'user/' || ${principalName}
      WHEN 'role' THEN 'role/' || ${principalName}
      WHEN 'assumedrole' THEN 'role/' || ${principalName}
    END,
    regexp_extract(element_at(filter(f.resources, one -> one.type = 'AwsEc2Instance'), 1).id, 'instance/(i-[0-9a-f]{8,17})$', 1)
  )`;

const findings = rowsOf(
  [
    // The account of the finding. Security Hub's administrator delivers the findings of all accounts
    column("account", "f.awsaccountid"),
    column("region", "f.region"),
    column("day"),
    // The time of the last observation. If people change the state of a finding, only its time of update changes
    column(
      "event_time",
      "CAST(try(from_iso8601_timestamp(coalesce(f.lastobservedat, f.updatedat, f.createdat))) AS timestamp(3))",
    ),
    column("source_address", "CAST(NULL AS varchar)"),
    column("event_id", "f.id"),
    column("principal", "CAST(NULL AS varchar)"),
    column("product", "f.productname"),
    column("kind", "element_at(f.types, 1)"),
    column("title", "f.title"),
    column("severity", "f.severity.label"),
    column("resource", "element_at(f.resources, 1).id"),
    column("resource_type", "element_at(f.resources, 1).type"),
    column(
      "is_archived",
      "coalesce(f.recordstate = 'ARCHIVED' OR f.workflow.status IN ('SUPPRESSED', 'RESOLVED'), false)",
    ),
    column("is_of_compliance", "f.compliance.status IS NOT NULL"),
    column("actor", suspect),
  ],
  undefined,
  "\nCROSS JOIN UNNEST(detail.findings) AS f",
);

/** The columns and the events of each source. */
export const sourceColumns: Readonly<Record<HuntSource, SourceColumns>> = {
  cloudtrail: {
    columns: [...cloudTrailEventColumns, ...derivedHuntColumns],
    hasIds: true,
    events: (tables, condition, days = asParameters) => huntEvents(tables, `${between(days)}${further(condition)}`),
  },
  "flow-logs": flowLogs,
  "dns-logs": dnsQueryLogs,
  "access-logs": accessLogs,
  findings,
};
