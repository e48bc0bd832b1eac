import { cloudTrailDeliveries } from "../tables/cloudtrail-events";

/** A column of hunts that the view `cloudtrail_events` does not have. */
interface DerivedColumn {
  readonly name: string;
  readonly sql: string;
}

/** Addresses that are not on the internet. */
export const privateAddresses =
  "^(10|127|192[.]168|169[.]254|172[.](1[6-9]|2.|3[01])|100[.](6[4-9]|[7-9].|1[01].|12[0-7]))[.]|^(f[cd]|fe80|-)";

const derived: readonly DerivedColumn[] = [
  // The role of a session, and not the name of the session, which the caller chooses
  {
    name: "principal",
    sql: "coalesce(session_issuer, principal_arn, invoked_by, principal_account || ':' || principal_name, principal_type)",
  },
  // Calls that AWS services make on their own: docs/decisions/0031
  {
    name: "is_service",
    sql: "coalesce(principal_type = 'AWSService', false) OR regexp_like(coalesce(session_issuer, ''), '^arn:[a-z-]+:iam::[0-9]{12}:role/aws-service-role/')",
  },
  {
    name: "is_refused",
    sql: "coalesce(error_code LIKE 'AccessDenied%' OR error_code LIKE '%UnauthorizedOperation', false)",
  },
  { name: "is_reading", sql: "coalesce(is_read_only, false)" },
  {
    name: "source_network",
    sql: `CASE
    WHEN regexp_like(source_address, '^[0-9]{1,3}([.][0-9]{1,3}){3}$') THEN regexp_extract(source_address, '^[0-9]+[.][0-9]+[.][0-9]+') || '.0/24'
    WHEN regexp_like(source_address, '^[0-9a-fA-F]*:[0-9a-fA-F:]*$') THEN array_join(slice(split(lower(source_address), ':'), 1, 3), ':') || '::/48'
  END`,
  },
  {
    name: "is_public",
    sql: `coalesce(regexp_like(source_address, '^[0-9a-fA-F.:]+$') AND NOT regexp_like(lower(source_address), '${privateAddresses}'), false)`,
  },
  // The caller in the form of a finding: an instance, or the name of a role or user without its path
  {
    name: "actor",
    sql: `CASE
    WHEN principal_type = 'AssumedRole' AND regexp_like(principal_name, '^i-[0-9a-f]{8,17}$') THEN principal_name
    WHEN principal_type = 'Root' THEN 'root'
    ELSE regexp_extract(coalesce(session_issuer, principal_arn), ':(role|user)/', 1)
      || '/' || lower(regexp_extract(coalesce(session_issuer, principal_arn), '[^/]+$'))
  END`,
  },
  {
    name: "actor_account",
    sql: "nullif(split_part(coalesce(session_issuer, principal_arn), ':', 5), '')",
  },
];

/** The additional columns, for a SELECT over the view. */
export const derivedColumns = derived.map(({ name, sql }) => `  ${sql} AS ${name}`).join(",\n");

/** Names of the additional columns. */
export const derivedHuntColumns: readonly string[] = derived.map(({ name }) => name);

/**
 * SELECT of the events that hunts read, with duplicates.
 *
 * @param tables tables of the view `cloudtrail_events`
 * @param condition condition on partitions
 */
export function huntEvents(tables: readonly string[], condition: string): string {
  const deliveries = tables.map((table) => cloudTrailDeliveries(table, condition)).join("\nUNION ALL\n");
  return `SELECT *,\n${derivedColumns}\nFROM (\n${deliveries}\n)`;
}
